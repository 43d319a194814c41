package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/** Reads a string; no other type is converted to one. */
final class StringDecoder extends ValueDecoder {
  private final RecordContext context;
  private final TextValues values;

  StringDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
    super(parent, name);
    this.context = context;
    values = new TextValues(context);
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
    context.requireText(this);
    values.add(context.tokens().textStart(), context.tokens().textLength());
  }
}
