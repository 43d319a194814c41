package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/** Reads an array whose elements are all of one type, or null. */
final class ListDecoder extends ValueDecoder {
  private final RecordScope scope;
  private final TokenSource tokens;
  private final ValueDecoder element;
  private final RepeatedValues values;
  private int index;

  ListDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope, ColumnType type) {
    super(parent, name);
    this.scope = scope;
    tokens = scope.tokens();
    element = of(type, this, "", scope);
    values = new RepeatedValues(scope.memory(), null, element.values());
  }

  @Override
  RepeatedValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    if (token != Token.START_ARRAY) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    scope.requireDepth(this);
    int value = values.begin();
    index = 0;
    int depth = tokens.depth();
    for (Token first = tokens.next(); tokens.depth() >= depth; first = tokens.next()) {
      if (first == Token.NULL) {
        element.values().addNull();
      } else {
        element.decode(first);
      }
      index++;
    }
    values.finish(value);
  }

  @Override
  void appendStep(StringBuilder pointer, boolean revealing, String child) {
    pointer.append('/').append(index);
  }
}
