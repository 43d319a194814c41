package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

/**
 * A raw object of the day.
 *
 * @param key relative to the source's root
 * @param partition Kafka partition
 * @param offset Kafka offset of its first record
 * @param firstRecord number of its first record within the table's day
 * @param records how many records it holds
 */
public record SampleObject(String key, int partition, long offset, long firstRecord, int records) {
  public SampleObject {
    requireNonNull(key, "key is null");
    if (records < 1) {
      throw new IllegalArgumentException("records is less than 1: " + records);
    }
  }

  /** Line of a record in this object. */
  public int lineOf(long record) {
    if (record < firstRecord || record >= firstRecord + records) {
      throw new IllegalArgumentException("record is not in this object: " + record);
    }
    return (int) (record - firstRecord);
  }
}
