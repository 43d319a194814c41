package dev.kcompact.contract.lineage;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requireNotNegative;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The raw objects of a compacted file; stored in its Parquet footer under {@link #FOOTER_KEY}.
 *
 * @param rows rows of the file, including corrupt ones
 * @param rawBytes total stored size of the objects
 * @param entries every object of the group, sorted by key, including those without rows
 * @param digest SHA-256 over (key, ETag, size) of the objects in the order of their keys, in hex
 * @param sideEntries objects of keys and headers that were read with {@code entries}, sorted by
 *     key; their records are no rows, so they are not in {@code rawBytes} and {@code digest}
 */
public record Lineage(
    String table,
    LocalDate day,
    long rows,
    long corruptRows,
    long rawBytes,
    List<Entry> entries,
    String digest,
    List<Entry> sideEntries) {
  public static final String FOOTER_KEY = "kcompact.lineage";

  /** Footer key of the limit that closed the group; for information only. */
  public static final String CLOSED_BY_KEY = "kcompact.closed-by";

  private static final int DIGEST_DIGITS = 64;

  /**
   * @param key relative to the source's root
   * @param fingerprint {@link SourceObject#fingerprint()} at the time of reading
   */
  public record Entry(String key, int fingerprint) {
    public Entry {
      requireNonNull(key, "key is null");
    }
  }

  public Lineage {
    requireNonNull(table, "table is null");
    requireNonNull(day, "day is null");
    requireNonNull(digest, "digest is null");
    entries = List.copyOf(entries);
    checkArgument(
        corruptRows >= 0 && corruptRows <= rows,
        "corruptRows is not within 0..%s: %s",
        rows,
        corruptRows);
    requireNotNegative(rawBytes, "rawBytes");
    checkArgument(!entries.isEmpty(), "entries is empty");
    sideEntries = List.copyOf(sideEntries);
    requireSorted(entries);
    requireSorted(sideEntries);
    checkArgument(digest.length() == DIGEST_DIGITS, "digest does not have 64 digits: %s", digest);
  }

  private static void requireSorted(List<Entry> entries) {
    for (int i = 1; i < entries.size(); i++) {
      checkArgument(
          entries.get(i - 1).key().compareTo(entries.get(i).key()) < 0,
          "entries are not sorted, or hold a key twice: %s",
          entries.get(i).key());
    }
  }

  /** Returns the lineage of a group; the order of {@code objects} does not matter. */
  public static Lineage of(
      String table, LocalDate day, long rows, long corruptRows, Collection<SourceObject> objects) {
    return of(table, day, rows, corruptRows, objects, List.of());
  }

  /** Returns the lineage of a group that was read with side objects. */
  public static Lineage of(
      String table,
      LocalDate day,
      long rows,
      long corruptRows,
      Collection<SourceObject> objects,
      Collection<SourceObject> sideObjects) {
    List<SourceObject> sorted = sorted(objects);
    return new Lineage(
        table,
        day,
        rows,
        corruptRows,
        sorted.stream().mapToLong(SourceObject::size).sum(),
        entriesOf(sorted),
        digestOf(sorted),
        entriesOf(sorted(sideObjects)));
  }

  private static List<SourceObject> sorted(Collection<SourceObject> objects) {
    return objects.stream().sorted(Comparator.comparing(SourceObject::key)).toList();
  }

  private static List<Entry> entriesOf(List<SourceObject> sorted) {
    return sorted.stream().map(object -> new Entry(object.key(), object.fingerprint())).toList();
  }

  /** Returns the digest of objects that are sorted by key. */
  public static String digestOf(List<SourceObject> sorted) {
    MessageDigest digest = SourceObject.sha256();
    sorted.forEach(object -> object.addTo(digest));
    return HexFormat.of().formatHex(digest.digest());
  }
}
