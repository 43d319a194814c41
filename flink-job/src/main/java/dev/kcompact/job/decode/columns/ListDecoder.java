package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/** Reads an array whose elements are of one type or null. */
final class ListDecoder extends ValueDecoder {
  private final JsonTokenizer tokens;
  private final ValueDecoder element;
  private final RepeatedValues values;
  private int index;

  ListDecoder(@Nullable ValueDecoder parent, String name, RecordContext context, ArrayType type) {
    super(parent, name, context);
    tokens = context.tokens();
    element = of(type.element(), type.form(), this, "", context);
    values = new RepeatedValues(context, null, element.values());
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
    context.requireDepth(this);
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
  void appendStep(StringBuilder pointer, boolean withKeys, String child) {
    pointer.append('/').append(index);
  }
}
