package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/** Reads an object with any names, whose values are of one type or null. */
final class MapDecoder extends ValueDecoder {
  private final JsonTokenizer tokens;
  private final TextValues keys;
  private final ValueDecoder element;
  private final RepeatedValues values;
  private int keyStart;
  private int keyLength;

  MapDecoder(@Nullable ValueDecoder parent, String name, RecordContext context, MapType type) {
    super(parent, name, context);
    tokens = context.tokens();
    keys = new TextValues(context);
    element = of(type.value(), type.form(), this, "", context);
    values = new RepeatedValues(context, keys, element.values());
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
    context.requireDepth(this);
    int value = values.begin();
    int object = context.newObject();
    while (tokens.next() != Token.END_OBJECT) {
      context.requireNew(this, object);
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
  void appendStep(StringBuilder pointer, boolean withKeys, String child) {
    pointer.append('/').append(withKeys ? context.escapedStep(keyStart, keyLength) : "*");
  }
}
