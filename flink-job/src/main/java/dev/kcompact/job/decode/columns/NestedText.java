package dev.kcompact.job.decode.columns;

import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import java.util.Arrays;

/**
 * Strings of a record that hold JSON, unescaped one behind the other into a buffer that a context
 * of its own reads.
 */
final class NestedText {
  private static final int RETAINED = 1 << 16;

  private final RecordContext context;
  private byte[] bytes = new byte[256];
  private int used;

  NestedText(RecordContext context) {
    this.context = context;
  }

  RecordContext context() {
    return context;
  }

  void startRecord() {
    used = 0;
    if (bytes.length > RETAINED) {
      bytes = new byte[RETAINED];
    }
    context.startRecord(0, 0);
  }

  /**
   * Reads the value in the outer context's current string.
   *
   * @param decoder of this text's context
   * @param onNull called in place of the decoder for {@code null}
   */
  void decode(RecordContext outer, ValueDecoder decoder, NullConsumer onNull)
      throws CorruptRecordException {
    outer.requireText(decoder);
    int from = used;
    append(outer);
    decode(bytes, from, used, decoder, onNull);
  }

  /** Reads the value in {@code source[from, to)}, which must not change before the next record. */
  void decode(byte[] source, int from, int to, ValueDecoder decoder, NullConsumer onNull)
      throws CorruptRecordException {
    context.record().setSource(source);
    context.tokens().reset(source, from, to);
    try {
      Token first = context.tokens().next();
      if (first == Token.NULL) {
        onNull.accept();
      } else if (first == Token.END) {
        throw decoder.corrupt(CorruptReason.MALFORMED_JSON);
      } else {
        decoder.decode(first);
      }
      if (context.tokens().next() != Token.END) {
        throw decoder.corrupt(CorruptReason.MALFORMED_JSON);
      }
    } catch (MalformedJsonException e) {
      throw decoder.corrupt(CorruptReason.MALFORMED_JSON);
    }
  }

  private void append(RecordContext outer) {
    int start = outer.tokens().textStart();
    int length = outer.tokens().textLength();
    if (bytes.length - used < length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
    }
    System.arraycopy(
        outer.record().bufferOf(start), RecordBytes.offsetOf(start), bytes, used, length);
    used += length;
  }

  /** Adds a null. */
  @FunctionalInterface
  interface NullConsumer {
    void accept() throws MalformedJsonException, CorruptRecordException;
  }
}
