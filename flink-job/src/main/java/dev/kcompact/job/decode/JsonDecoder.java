package dev.kcompact.job.decode;

import org.jspecify.annotations.Nullable;

/** Keeps any value as the JSON text it was written as. */
final class JsonDecoder extends ValueDecoder {
  private final RecordScope scope;
  private final TextValues values;

  JsonDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope) {
    super(parent, name);
    this.scope = scope;
    values = new TextValues(scope.memory(), scope.record());
  }

  @Override
  TextValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    int start = scope.tokens().tokenStart();
    scope.skipValue(token, this);
    values.add(start, scope.tokens().position() - start);
  }
}
