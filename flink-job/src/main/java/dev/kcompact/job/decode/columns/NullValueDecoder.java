package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values of which some mean NULL. */
final class NullValueDecoder extends ValueDecoder {
  private final ValueDecoder value;
  private final byte[][] texts;
  private final byte[][] numbers;

  NullValueDecoder(
      ValueDecoder value,
      @Nullable ValueDecoder parent,
      String name,
      RecordContext context,
      List<Object> nulls) {
    super(parent, name, context);
    this.value = value;
    texts = bytes(nulls, String.class);
    numbers = bytes(nulls, Long.class);
  }

  private static byte[][] bytes(List<Object> nulls, Class<?> kind) {
    return nulls.stream()
        .filter(kind::isInstance)
        .map(it -> it.toString().getBytes(UTF_8))
        .toArray(byte[][]::new);
  }

  @Override
  ColumnValues values() {
    return value.values();
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    boolean isNull = token == Token.STRING ? isAny(texts) : token == Token.NUMBER && isAny(numbers);
    if (isNull) {
      values().addNull();
    } else {
      value.decode(token);
    }
  }

  private boolean isAny(byte[][] known) {
    int start = context.tokens().textStart();
    byte[] buffer = context.record().bufferOf(start);
    int from = RecordBytes.offsetOf(start);
    int to = from + context.tokens().textLength();
    for (byte[] one : known) {
      if (Arrays.equals(one, 0, one.length, buffer, from, to)) {
        return true;
      }
    }
    return false;
  }
}
