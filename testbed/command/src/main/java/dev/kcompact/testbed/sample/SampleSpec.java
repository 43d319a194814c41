package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What day to make. Equal specifications give equal bytes.
 *
 * @param seed start of all randomness
 * @param date the day that the objects' directories name, in {@link #ZONE}
 * @param objects number of objects over all tables
 * @param recordsPerObject mean number of records in an object; single objects hold 50% to 150% of
 *     it
 * @param recordBytes mean size of a record's JSON in bytes; 0 or less than the natural size of some
 *     500 bytes leaves it as it is
 * @param brokenPerMille share of the records that cannot be decoded
 * @param invalidPerMille share of the records that decode and break a rule of severity reject
 * @param duplicatesPerMille share of the records that carry the key of an earlier one
 * @param unknownPerMille share of the records with a field that the schema does not know
 * @param breakFailRule whether some orders break the rule of severity fail, so that the day must be
 *     refused
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
  /** Where the sample's retailer closes its day; also the zone in conf/tables. */
  public static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  /** Each of the four tables gets at least one object. */
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

  /** A day with the shares that the demo uses: 3 broken, 2 invalid, 20 re-sent in a thousand. */
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

  /** The same day with other shares, each in records of a thousand. */
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
