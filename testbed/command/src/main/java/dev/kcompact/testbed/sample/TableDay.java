package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A table's day: its objects and their records, generated on request. It uses 20 bytes per object
 * and nothing per record, so a day of millions can be iterated many times. Immutable.
 *
 * <p>Records are numbered through the day, object by object; objects are numbered by time. The
 * objects of one partition therefore have increasing offsets.
 */
public final class TableDay {
  private final TableTraits traits;
  private final RecordPlan plan;
  private final SampleSpec spec;
  private final long[] firstRecords;
  private final long[] offsets;

  TableDay(TableTraits traits, RecordPlan plan, SampleSpec spec, int objects) {
    this.traits = traits;
    this.plan = plan;
    this.spec = spec;
    this.firstRecords = traits.firstRecords(spec, objects);
    this.offsets = offsets(traits, firstRecords);
  }

  private static long[] offsets(TableTraits traits, long[] firstRecords) {
    long[] offsets = new long[firstRecords.length - 1];
    int partitions = traits.partitions();
    for (int i = 0; i < offsets.length; i++) {
      int before = i - partitions;
      offsets[i] =
          before < 0
              ? traits.startOffset(i)
              : offsets[before] + firstRecords[before + 1] - firstRecords[before];
    }
    return offsets;
  }

  /** The name of the table and of its topic. */
  public String table() {
    return traits.table();
  }

  public int objects() {
    return offsets.length;
  }

  public long records() {
    return firstRecords[offsets.length];
  }

  /** Number of Kafka partitions that have an object. */
  public int partitions() {
    return Math.min(traits.partitions(), objects());
  }

  /** The directory of all of the day's objects, relative to the source's root. */
  public String directory() {
    return traits.layout().directory(table(), spec.date());
  }

  /**
   * @param index from 0; the object belongs to partition index mod partitions
   */
  public SampleObject object(int index) {
    int partition = index % traits.partitions();
    long first = firstRecords[index];
    int records = (int) (firstRecords[index + 1] - first);
    String key = traits.layout().key(table(), localTime(index), partition, offsets[index]);
    return new SampleObject(key, partition, offsets[index], first, records);
  }

  /** The number of the object with this partition and offset; empty if there is none. */
  public OptionalInt find(int partition, long offset) {
    int low = 0;
    int high = (objects() - 1 - partition) / traits.partitions();
    if (partition < 0 || partition >= partitions()) {
      return OptionalInt.empty();
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int index = partition + middle * traits.partitions();
      if (offsets[index] == offset) {
        return OptionalInt.of(index);
      }
      if (offsets[index] < offset) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return OptionalInt.empty();
  }

  /** The number of the object that contains a record. */
  public int objectOf(long record) {
    if (record < 0 || record >= records()) {
      throw new IllegalArgumentException("record is not within this day: " + record);
    }
    int found = Arrays.binarySearch(firstRecords, record);
    return found >= 0 ? found : -found - 2;
  }

  /** Returns {@code <object key>#<line>}, which is also the key of the record's dead letter. */
  public String key(long record) {
    SampleObject object = object(objectOf(record));
    return object.key() + "#" + object.lineOf(record);
  }

  public Fate fate(long record) {
    return plan.fate(record);
  }

  /** Whether a decodable record has a field that is not in the schema. */
  public boolean hasUnknownField(long record) {
    return plan.hasUnknownField(record);
  }

  /** The record whose key this one has: its own number, or that of an earlier one. */
  public long identity(long record) {
    return plan.identity(record);
  }

  /** The values of the table's order columns, followed by the position. */
  public Recency recency(int object, long record) {
    long identity = plan.identity(record);
    boolean sameTime = plan.repeatsTime(record);
    Instant updatedAt =
        sameTime ? updatedAt(objectOf(identity), identity) : updatedAt(object, record);
    return new Recency(
        updatedAt,
        plan.version(record),
        object % traits.partitions(),
        offsets[object],
        (int) (record - firstRecords[object]));
  }

  /** A record with its bytes and values; generated on every call. */
  public SampleRecord record(int object, long record) {
    Recency recency = recency(object, record);
    Draft draft =
        new Draft(
            record,
            plan.identity(record),
            recency.version(),
            recency.updatedAt(),
            plan.filler(record, traits.maker().usualBytes()),
            plan.random(record));
    return plan.record(draft, traits.maker());
  }

  boolean isGzip() {
    return traits.layout().isGzip();
  }

  boolean endsLastLine() {
    return traits.layout().endsLastLine();
  }

  /** Compares by the table's order columns; the newest row of a key is the largest. */
  public int compareRecency(Recency left, Recency right) {
    return traits.order().compare(left, right);
  }

  private Instant updatedAt(int object, long record) {
    long start = DayCurve.microsOfDay((double) object / objects());
    long hourEnd = (start / 3_600_000_000L + 1) * 3_600_000_000L - 1;
    long micros = start + (record - firstRecords[object]) * 40_000 + plan.jitter(record);
    return spec.date()
        .atStartOfDay()
        .plus(Math.min(micros, hourEnd), ChronoUnit.MICROS)
        .atZone(SampleSpec.ZONE)
        .toInstant();
  }

  private LocalDateTime localTime(int object) {
    return spec.date()
        .atStartOfDay()
        .plus(DayCurve.microsOfDay((double) object / objects()), ChronoUnit.MICROS);
  }

  /**
   * A written record and its expected values.
   *
   * @param json its bytes without the line terminator; not copied, treat as read-only
   * @param row its values; for a corrupt record, those before it was broken
   */
  public record SampleRecord(byte[] json, Row row) {
    public SampleRecord {
      requireNonNull(json, "json is null");
      requireNonNull(row, "row is null");
    }
  }

  /**
   * A raw object of the day.
   *
   * @param key relative to the source's root
   * @param partition Kafka partition
   * @param offset Kafka offset of its first record
   * @param firstRecord number of its first record within the table's day
   * @param records number of records
   */
  public record SampleObject(
      String key, int partition, long offset, long firstRecord, int records) {
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
}
