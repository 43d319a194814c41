package dev.kcompact.job.decode;

import org.jspecify.annotations.Nullable;

/** Reads a text; no other type is turned into one. */
final class StringDecoder extends ValueDecoder {
  private final RecordScope scope;
  private final TextValues values;

  StringDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope) {
    super(parent, name);
    this.scope = scope;
    values = new TextValues(scope.memory(), scope.record());
  }

  @Override
  TextValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (token != Token.STRING) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    scope.requireText(this);
    values.add(scope.tokens().textStart(), scope.tokens().textLength());
  }
}
