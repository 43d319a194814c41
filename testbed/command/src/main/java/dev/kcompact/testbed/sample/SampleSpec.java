package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The specification of a sample day. Equal specifications generate equal bytes.
 *
 * @param date the day in the objects' directories, in {@link #ZONE}
 * @param objects number of objects over all tables
 * @param recordsPerObject mean number of records in an object; the range is 50% to 150% of it
 * @param recordBytes mean size of a record's JSON in bytes; values below the natural size of about
 *     500 have no effect
 * @param brokenPerMille share of records that cannot be decoded
 * @param invalidPerMille share of records that decode but violate a rule of severity reject
 * @param duplicatesPerMille share of records with the key of an earlier one
 * @param unknownPerMille share of records with a field that is not in the schema
 * @param breakFailRule whether some orders violate the rule of severity fail, so that the day must
 *     be rejected
 */
public record SampleSpec(
    long seed,
    LocalDate date,
    int objects,
    int recordsPerObject,
    int recordBytes,
    int brokenPerMille,
    int invalidPerMille,
    int duplicatesPerMille,
    int unknownPerMille,
    boolean breakFailRule) {
  /** The zone of the sample's retailer; also the zone in conf/tables. */
  public static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  public static final int MIN_OBJECTS = 4;

  private static final int MILLE = 1000;

  public SampleSpec {
    requireNonNull(date, "date is null");
    if (objects < MIN_OBJECTS) {
      throw new IllegalArgumentException("objects is less than " + MIN_OBJECTS + ": " + objects);
    }
    if (recordsPerObject < 1) {
      throw new IllegalArgumentException("recordsPerObject is less than 1: " + recordsPerObject);
    }
    if (recordBytes < 0) {
      throw new IllegalArgumentException("recordBytes is negative: " + recordBytes);
    }
    requirePerMille("brokenPerMille", brokenPerMille);
    requirePerMille("invalidPerMille", invalidPerMille);
    requirePerMille("brokenPerMille + invalidPerMille", brokenPerMille + invalidPerMille);
    requirePerMille("duplicatesPerMille", duplicatesPerMille);
    requirePerMille("unknownPerMille", unknownPerMille);
  }

  /** A day with the demo's shares: 3 broken, 2 invalid, 20 re-sent in a thousand. */
  public static SampleSpec of(long seed, LocalDate date, int objects, int recordsPerObject) {
    return new SampleSpec(seed, date, objects, recordsPerObject, 0, 3, 2, 20, 4, false);
  }

  public SampleSpec withRecordBytes(int bytes) {
    return new SampleSpec(
        seed,
        date,
        objects,
        recordsPerObject,
        bytes,
        brokenPerMille,
        invalidPerMille,
        duplicatesPerMille,
        unknownPerMille,
        breakFailRule);
  }

  /** The same day with other shares, each per thousand records. */
  public SampleSpec withShares(int broken, int invalid, int duplicates, int unknown) {
    return new SampleSpec(
        seed,
        date,
        objects,
        recordsPerObject,
        recordBytes,
        broken,
        invalid,
        duplicates,
        unknown,
        breakFailRule);
  }

  private static void requirePerMille(String name, int value) {
    if (value < 0 || value > MILLE) {
      throw new IllegalArgumentException(name + " is not within 0..1000: " + value);
    }
  }
}
