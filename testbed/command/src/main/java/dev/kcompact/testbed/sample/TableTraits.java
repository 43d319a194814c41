package dev.kcompact.testbed.sample;

import java.util.Comparator;

/**
 * The properties of a table.
 *
 * @param stream separates the table's randomness from the others'
 * @param partitions of its topic
 * @param order finds the newer of two records
 */
record TableTraits(
    String table,
    long stream,
    int partitions,
    ObjectLayout layout,
    Comparator<Recency> order,
    RowMaker maker) {
  private static final long SIZES = 7;
  private static final long STARTS = 8;

  TableDay day(SampleSpec spec, int objects) {
    return new TableDay(this, new RecordPlan(spec, stream, maker), spec, objects);
  }

  /** For each object the number of its first record, followed by the number of records. */
  long[] firstRecords(SampleSpec spec, int objects) {
    return firstRecords(spec, stream, objects);
  }

  static long[] firstRecords(SampleSpec spec, long stream, int objects) {
    long[] first = new long[objects + 1];
    int mean = spec.recordsPerObject();
    for (int i = 0; i < objects; i++) {
      long records =
          mean - mean / 2 + Seeds.below(2L * (mean / 2) + 1, spec.seed(), stream + SIZES, i);
      first[i + 1] = first[i] + records;
    }
    return first;
  }

  /** The offset of the day's first record in a partition; topics already contain older records. */
  long startOffset(int partition) {
    return Seeds.below(90_000_000, stream, STARTS, partition);
  }
}
