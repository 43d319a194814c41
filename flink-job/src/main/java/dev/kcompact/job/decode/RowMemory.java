package dev.kcompact.job.decode;

/**
 * Bounds what the columns of a row take: a small record can hold many empty values, and each of
 * them needs a slot in every column of its struct.
 */
final class RowMemory {
  private final long limit;
  private long taken;

  RowMemory(long limitBytes) {
    limit = limitBytes;
  }

  void take(long bytes) throws CorruptRecordException {
    if (taken + bytes > limit) {
      throw new CorruptRecordException(CorruptReason.TOO_LARGE, "");
    }
    taken += bytes;
  }

  /** A new record takes anew. */
  void clear() {
    taken = 0;
  }
}
