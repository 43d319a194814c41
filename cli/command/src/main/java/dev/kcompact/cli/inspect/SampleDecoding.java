package dev.kcompact.cli.inspect;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the job's decoder makes of a sample. */
final class SampleDecoding {
  private final ObjectDecoder decoder;
  private final Map<String, Long> corrupt = new TreeMap<>();
  private long records;
  private long good;
  private boolean isLastCorrupt;
  private String lastCorrupt = "";

  SampleDecoding(BaseTable table) {
    decoder = new ObjectDecoder(table, DecodeLimits.DEFAULTS);
  }

  void decode(SampledObject object) {
    isLastCorrupt = false;
    try {
      int unused = decoder.decode(object.key(), object.bytes(), object.sides(), this::count);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the consumer threw a checked exception", e);
    }
    if (object.isCut() && isLastCorrupt) {
      // The last record ends where the sample's bytes do.
      records--;
      corrupt.computeIfPresent(lastCorrupt, (reason, count) -> count == 1 ? null : count - 1);
    }
  }

  private void count(Row row) {
    records++;
    isLastCorrupt = row.isCorrupt();
    if (row.isCorrupt()) {
      lastCorrupt = row.corruptReason();
      corrupt.merge(lastCorrupt, 1L, Long::sum);
    } else {
      good++;
    }
  }

  long records() {
    return records;
  }

  long good() {
    return good;
  }

  /** Numbers of corrupt records by reason and place. */
  Map<String, Long> corrupt() {
    return corrupt;
  }
}
