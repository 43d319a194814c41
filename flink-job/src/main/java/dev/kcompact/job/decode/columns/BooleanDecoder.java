package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/** Reads true and false. */
final class BooleanDecoder extends ValueDecoder {
  private final LongValues values;

  BooleanDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
    super(parent, name);
    values = new LongValues(context);
  }

  @Override
  LongValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (token != Token.TRUE && token != Token.FALSE) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    values.add(token == Token.TRUE ? 1 : 0);
  }
}
