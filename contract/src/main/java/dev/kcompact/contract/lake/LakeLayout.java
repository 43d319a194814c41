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
  /** Prefix of kcompact's own data: lease, documents of runs, dead letter history. */
  public static final String METADATA = "_kcompact/";

  public static final String COMPACTED = "compacted/";

  /** Prefix of the ledgers, with one row for each raw object. */
  public static final String LEDGER = "ledger/";

  private static final String PROCESSED = "processed/";
  private static final String QUARANTINE = "quarantine/";

  private static final Pattern LEDGER_FILE =
      Pattern.compile("ledger/([^/]+)/dt=(\\d{4}-\\d{2}-\\d{2})/run=([^/]+)/[^/]+\\.parquet");

  private static final Pattern COMPACTED_FILE =
      Pattern.compile("compacted/([^/]+)/dt=(\\d{4}-\\d{2}-\\d{2})/([^/_.][^/]*\\.parquet)");

  private LakeLayout() {}

  /**
   * Returns the lake's directories within the source, relative to it, which have no raw objects;
   * empty if the lake is elsewhere.
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

  public record CompactedFile(String table, LocalDate day, String name) {}

  public static String compacted(String table, LocalDate day) {
    return COMPACTED + table + "/dt=" + day + "/";
  }

  /** Parses the key of a compacted file; empty for any other key, including unfinished files. */
  public static Optional<CompactedFile> compactedFile(String key) {
    Matcher matcher = COMPACTED_FILE.matcher(key);
    return day(matcher).map(day -> new CompactedFile(matcher.group(1), day, matcher.group(3)));
  }

  public static String processed(String domain, String table, LocalDate day, String run) {
    return PROCESSED + domain + "/" + table + "/dt=" + day + "/run=" + run + "/";
  }

  public static String quarantine(String table, LocalDate day, String run) {
    return QUARANTINE + table + "/dt=" + day + "/run=" + run + "/";
  }

  public record LedgerFile(String table, LocalDate day, String run) {}

  /** Parses the key of a ledger's file; empty for any other key. */
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

  public static String ledger(String table, LocalDate day, String run) {
    return ledgers(table, day) + "run=" + run + "/";
  }

  /** Returns the directory of the ledgers of all runs of a table's day. */
  public static String ledgers(String table, LocalDate day) {
    return LEDGER + table + "/dt=" + day + "/";
  }

  /** Returns the directory of a run's documents. */
  public static String run(LocalDate day, String run) {
    return runs(day) + run + "/";
  }

  public static String runs(LocalDate day) {
    return METADATA + "runs/" + day + "/";
  }

  /** Returns the directory of a table's dead letter history. */
  public static String deadLetters(String table) {
    return METADATA + "letters/v1/" + table + "/";
  }

  /** Returns the key of the document of the files whose deferred dead letters were sent. */
  public static String sentLetters(String table, LocalDate day) {
    return METADATA + "letters/deferred-v1/" + table + "/dt=" + day + ".json";
  }
}
