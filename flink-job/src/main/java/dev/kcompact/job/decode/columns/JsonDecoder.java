package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/** Reads any value as its JSON text, unchanged. */
final class JsonDecoder extends ValueDecoder {
  private final RecordContext context;
  private final TextValues values;

  JsonDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
    super(parent, name);
    this.context = context;
    values = new TextValues(context);
  }

  @Override
  TextValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    int start = context.tokens().tokenStart();
    context.skipValue(token, this);
    values.add(start, context.tokens().position() - start);
  }
}
