package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of which Debezium sends some as a placeholder, because the database's log has not
 * got them: the text, its base64 in a column of bytes, or the text in a list. Such a value is null
 * and its pointer is in the column {@code _unavailable}.
 */
final class UnavailableDecoder extends ValueDecoder {
  private static final String BASE64 =
      Base64.getEncoder().encodeToString(Dialect.UNAVAILABLE.getBytes(US_ASCII));
  private static final byte[] LIST = ("[\"" + Dialect.UNAVAILABLE + "\"]").getBytes(US_ASCII);

  private final ValueDecoder value;
  private boolean forgiven;

  UnavailableDecoder(
      ValueDecoder value, @Nullable ValueDecoder parent, String name, RecordContext context) {
    super(parent, name, context);
    this.value = value;
  }

  @Override
  ColumnValues values() {
    return value.values();
  }

  @Override
  boolean isNullForgiven() {
    return forgiven;
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    forgiven =
        token == Token.STRING
            ? context.isText(Dialect.UNAVAILABLE) || context.isText(BASE64)
            : token == Token.START_ARRAY && isList();
    if (!forgiven) {
      value.decode(token);
      return;
    }
    context.skipValue(token, this);
    values().addNull();
    context.addUnavailable(pointer(false));
  }

  private boolean isList() {
    int from = context.tokens().tokenStart();
    byte[] bytes = context.record().bufferOf(from);
    int to = Math.min(bytes.length, from + LIST.length);
    return Arrays.equals(LIST, 0, LIST.length, bytes, from, to);
  }
}
