package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/** Reads an object of any names whose values are all of one type, or null. */
final class MapDecoder extends ValueDecoder {
  private final RecordScope scope;
  private final TokenSource tokens;
  private final TextValues keys;
  private final ValueDecoder element;
  private final RepeatedValues values;
  private int keyStart;
  private int keyLength;

  MapDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope, ColumnType type) {
    super(parent, name);
    this.scope = scope;
    tokens = scope.tokens();
    keys = new TextValues(scope.memory(), scope.record());
    element = of(type, this, "", scope);
    values = new RepeatedValues(scope.memory(), keys, element.values());
  }

  @Override
  RepeatedValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    if (token != Token.START_OBJECT) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    scope.requireDepth(this);
    int value = values.begin();
    int object = scope.newObject();
    while (tokens.next() != Token.END_OBJECT) {
      scope.requireNew(this, object);
      keyStart = tokens.textStart();
      keyLength = tokens.textLength();
      keys.add(keyStart, keyLength);
      Token first = tokens.next();
      if (first == Token.NULL) {
        element.values().addNull();
      } else {
        element.decode(first);
      }
    }
    values.finish(value);
  }

  @Override
  void appendStep(StringBuilder pointer, boolean revealing, String child) {
    pointer.append('/').append(revealing ? scope.escapedStep(keyStart, keyLength) : "*");
  }
}
