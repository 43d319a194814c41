package dev.kcompact.job.decode;

import dev.kcompact.contract.table.BaseTable;
import java.util.function.Function;

/**
 * Decodes the objects of one table, one after the other. Keeps its buffers between objects. Not
 * thread-safe.
 */
public final class ObjectDecoder {
  private final DecodeLimits limits;
  private final RecordDecoder records;
  private final RecordFraming framing;

  public ObjectDecoder(BaseTable table, DecodeLimits limits) {
    this.limits = limits;
    Function<RecordBytes, TokenSource> tokenSource =
        bytes -> new JsonTokenizer(bytes, limits.maxTextBytes());
    records = new RecordDecoder(table.schema(), limits, tokenSource);
    framing = new RecordFraming(records, tokenSource);
  }

  /**
   * Hands every record of an object to {@code sink}, in order.
   *
   * @param objectKey its extension tells the compression: {@code .gz}, {@code .zst}, else none
   * @param stored the object as fetched; must not change during the call only as much of an object
   *     too large as {@link DecodeLimits#maxObjectBytes} and a byte need be there
   * @return number of rows handed on, corrupt ones included
   * @throws Exception only what {@code sink} throws; bad input becomes corrupt rows
   */
  public int decode(String objectKey, byte[] stored, RowSink sink) throws Exception {
    ObjectText text = ObjectText.of(objectKey, stored, limits.maxObjectBytes());
    try {
      CorruptReason cut = text.cut();
      return cut != null && text.length() == 0
          ? framing.readNothing(stored, cut, sink)
          : framing.read(text, sink);
    } finally {
      framing.release();
    }
  }
}
