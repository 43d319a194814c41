package dev.kcompact.job.decode.framing;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.columns.PairedRecords;
import dev.kcompact.job.decode.columns.RecordDecoder;
import dev.kcompact.job.decode.columns.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the objects of one table, one after the other. Keeps its buffers between objects. Not
 * thread-safe.
 */
public final class ObjectDecoder {
  private final BaseTable table;
  private final DecodeLimits limits;
  private final RecordFraming framing;

  public ObjectDecoder(BaseTable table, DecodeLimits limits) {
    this.table = table;
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
    return decode(objectKey, stored, Map.of(), rows);
  }

  /**
   * Does the same for an object that is read with objects beside it.
   *
   * @param sides as fetched; if one that the table reads is missing, every record is corrupt
   */
  public int decode(
      String objectKey, byte[] stored, Map<PairedObject, byte[]> sides, Row.Consumer rows)
      throws Exception {
    ObjectText text = ObjectText.of(objectKey, stored, limits.maxObjectBytes());
    try {
      CorruptReason truncated = text.truncated();
      if (text.isBinary()) {
        return framing.readUnreadable(stored, CorruptReason.UNKNOWN_COMPRESSION, rows);
      }
      return truncated != null && text.length() == 0
          ? framing.readUnreadable(stored, truncated, rows)
          : framing.read(text, paired(objectKey, text, sides), rows);
    } finally {
      framing.release();
    }
  }

  private @Nullable PairedRecords paired(
      String objectKey, ObjectText values, Map<PairedObject, byte[]> sides) {
    if (table.record().paired().isEmpty()) {
      return null;
    }
    PairedRecords paired = new PairedRecords(values.bytes(), values.length());
    sides.forEach(
        (kind, stored) -> {
          ObjectText side = ObjectText.of(objectKey, stored, limits.maxObjectBytes());
          if (side.truncated() == null && !side.isBinary()) {
            paired.add(kind, side.bytes(), side.length());
          }
        });
    return paired;
  }
}
