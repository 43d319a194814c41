package dev.kcompact.contract.table;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Distinguishes the directories of a table whose paths contain the day. An object outside of the
 * days' directories is filed under the day of its last modification.
 */
public final class DayDirectories {
  /** Samples of a leap year, which complete the beginning of a layout. */
  private static final List<LocalDate> SAMPLES =
      IntStream.rangeClosed(1, 12)
          .boxed()
          .flatMap(
              month ->
                  Stream.of(
                      LocalDate.of(2024, month, 1), LocalDate.of(2024, month, 1).plusDays(28)))
          .toList();

  private final String prefix;
  private final DayRule.FromPath rule;
  private final int depth;

  /** What lies in a directory. */
  public enum Kind {
    /** Objects of one day, at any depth. */
    DAY,
    /** Directories of days, such as those of a year; objects beside them have no day. */
    ABOVE_DAYS,
    /** Objects without a day, at any depth. */
    UNDATED
  }

  private DayDirectories(String prefix, DayRule.FromPath rule) {
    this.prefix = prefix;
    this.rule = rule;
    this.depth = rule.directoryOf(SAMPLES.get(0)).split("/").length;
  }

  /** Returns the directories of a table; empty if its paths contain no day. */
  public static Optional<DayDirectories> of(BaseTable table) {
    DayRule rule = table.day() instanceof DayRule.FromField field ? field.object() : table.day();
    return rule instanceof DayRule.FromPath path
        ? Optional.of(new DayDirectories(table.prefix(), path))
        : Optional.empty();
  }

  /** The directory of a day. */
  public String of(LocalDate day) {
    return prefix + rule.directoryOf(day);
  }

  /**
   * What a directory below the prefix, or the prefix, is.
   *
   * @param directory ends with a slash
   */
  public Kind kindOf(String directory) {
    requireNonNull(directory, "directory is null");
    if (!directory.startsWith(prefix) || !directory.endsWith("/")) {
      throw new IllegalArgumentException(
          "directory is not below %s: %s".formatted(prefix, directory));
    }
    String path = directory.substring(prefix.length());
    if (isDay(path)) {
      return Kind.DAY;
    }
    int levels = (int) path.chars().filter(c -> c == '/').count();
    return levels < depth && SAMPLES.stream().anyMatch(day -> isAbove(path, levels, day))
        ? Kind.ABOVE_DAYS
        : Kind.UNDATED;
  }

  /** Whether a path is below the directory of a day; one that only resolves to it, is not. */
  private boolean isDay(String path) {
    int last = path.lastIndexOf('/');
    return last > 0
        && rule.dayOf(path.substring(0, last), Instant.EPOCH)
            .filter(day -> path.startsWith(rule.directoryOf(day)))
            .isPresent();
  }

  /** Whether the path becomes that of a day with the remaining directories of a sample. */
  private boolean isAbove(String path, int levels, LocalDate sample) {
    String[] directories = rule.directoryOf(sample).split("/");
    String rest =
        String.join("/", List.of(directories).subList(Math.min(levels, depth), directories.length));
    return isDay(path + rest + "/");
  }

  /** The directories above a day's, the prefix first. */
  public List<String> above(LocalDate day) {
    String[] directories = rule.directoryOf(day).split("/");
    return IntStream.range(0, depth)
        .mapToObj(
            levels ->
                prefix
                    + Stream.of(directories)
                        .limit(levels)
                        .map(each -> each + "/")
                        .reduce("", String::concat))
        .toList();
  }
}
