package dev.kcompact.contract.lake;

import dev.kcompact.contract.location.StorageLocation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keys in the lake, relative to its root. */
public final class LakeLayout {
  /**
   * Prefix of everything that kcompact keeps for itself: lease, documents of runs, dead letters.
   */
  public static final String METADATA = "_kcompact/";

  /** Prefix of the compacted files. */
  public static final String COMPACTED = "compacted/";

  /** Prefix of the ledgers, which have one row for each raw object. */
  public static final String LEDGER = "ledger/";

  private static final String PROCESSED = "processed/";
  private static final String QUARANTINE = "quarantine/";

  private static final Pattern LEDGER_FILE =
      Pattern.compile("ledger/([^/]+)/dt=(\\d{4}-\\d{2}-\\d{2})/run=([^/]+)/[^/]+\\.parquet");

  private static final Pattern COMPACTED_FILE =
      Pattern.compile("compacted/([^/]+)/dt=(\\d{4}-\\d{2}-\\d{2})/([^/_.][^/]*\\.parquet)");

  private LakeLayout() {}

  /**
   * Returns the directories of a lake that lies in the source, relative to the source; empty where
   * it lies elsewhere. They hold no raw objects.
   */
  public static List<String> directoriesIn(StorageLocation source, StorageLocation lake) {
    return source.relativize(lake).stream()
        .flatMap(
            directory ->
                directory.isEmpty()
                    ? Stream.of(METADATA, COMPACTED, LEDGER, PROCESSED, QUARANTINE)
                    : Stream.of(directory))
        .toList();
  }

  /** A compacted file's place. */
  public record CompactedFile(String table, LocalDate day, String name) {}

  /** Directory of a table's compacted day. */
  public static String compacted(String table, LocalDate day) {
    return COMPACTED + table + "/dt=" + day + "/";
  }

  /** What the key of a compacted file says; empty for any other key, unfinished files included. */
  public static Optional<CompactedFile> compactedFile(String key) {
    Matcher matcher = COMPACTED_FILE.matcher(key);
    return day(matcher).map(day -> new CompactedFile(matcher.group(1), day, matcher.group(3)));
  }

  /** Directory of a run's processed files of a table's day. */
  public static String processed(String domain, String table, LocalDate day, String run) {
    return PROCESSED + domain + "/" + table + "/dt=" + day + "/run=" + run + "/";
  }

  /** Directory of a run's quarantined records of a table's day. */
  public static String quarantine(String table, LocalDate day, String run) {
    return QUARANTINE + table + "/dt=" + day + "/run=" + run + "/";
  }

  /** A ledger's place. */
  public record LedgerFile(String table, LocalDate day, String run) {}

  /** What the key of a ledger's file says; empty for any other key. */
  public static Optional<LedgerFile> ledgerFile(String key) {
    Matcher matcher = LEDGER_FILE.matcher(key);
    return day(matcher).map(day -> new LedgerFile(matcher.group(1), day, matcher.group(3)));
  }

  private static Optional<LocalDate> day(Matcher matcher) {
    try {
      return matcher.matches() ? Optional.of(LocalDate.parse(matcher.group(2))) : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** Directory of a run's ledger of a table's day. */
  public static String ledger(String table, LocalDate day, String run) {
    return ledgers(table, day) + "run=" + run + "/";
  }

  /** Directory of the ledgers of all runs of a table's day. */
  public static String ledgers(String table, LocalDate day) {
    return LEDGER + table + "/dt=" + day + "/";
  }

  /** Directory of a run's documents: plan, results of slices, what was published. */
  public static String run(LocalDate day, String run) {
    return runs(day) + run + "/";
  }

  /** Directory of the documents of all runs of a day. */
  public static String runs(LocalDate day) {
    return METADATA + "runs/" + day + "/";
  }

  /** Directory of the fingerprints of a table's dead letters, by day. */
  public static String deadLetters(String table) {
    return METADATA + "letters/v1/" + table + "/";
  }
}
