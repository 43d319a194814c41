package dev.kcompact.job.decode.framing;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.columns.RecordDecoder;
import dev.kcompact.job.decode.columns.Row;

/**
 * Decodes the objects of one table, one after the other. Keeps its buffers between objects. Not
 * thread-safe.
 */
public final class ObjectDecoder {
  private final DecodeLimits limits;
  private final RecordFraming framing;

  public ObjectDecoder(BaseTable table, DecodeLimits limits) {
    this.limits = limits;
    framing =
        new RecordFraming(
            new RecordDecoder(table.schema(), table.record(), limits), limits.maxTextBytes());
  }

  /**
   * Passes every record of an object to {@code rows}, in order.
   *
   * @param objectKey says by its extension how damaged bytes are compressed, which begin like
   *     nothing that is known; otherwise the bytes tell
   * @param stored the object as fetched; must not change during the call. Of an object that is too
   *     large, {@link DecodeLimits#maxObjectBytes} and one byte are enough
   * @return number of rows, including corrupt ones
   * @throws Exception only what {@code rows} throws; bad input becomes corrupt rows
   */
  public int decode(String objectKey, byte[] stored, Row.Consumer rows) throws Exception {
    ObjectText text = ObjectText.of(objectKey, stored, limits.maxObjectBytes());
    try {
      CorruptReason truncated = text.truncated();
      if (text.isBinary()) {
        return framing.readUnreadable(stored, CorruptReason.UNKNOWN_COMPRESSION, rows);
      }
      return truncated != null && text.length() == 0
          ? framing.readUnreadable(stored, truncated, rows)
          : framing.read(text, rows);
    } finally {
      framing.release();
    }
  }
}
