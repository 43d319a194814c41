package dev.kcompact.cli.init;

import dev.kcompact.contract.table.DayRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes directories of days. */
final class DayLayout {
  private static final Pattern THREE_NAMED =
      Pattern.compile(
          "([A-Za-z_-]+=)\\d{4}/([A-Za-z_-]+=)(\\d{1,2})/([A-Za-z_-]+=)(\\d{1,2})(?:/.*)?");
  private static final Pattern NAMED =
      Pattern.compile("([A-Za-z_-]+=)(\\d{4}(?:-\\d{2}-\\d{2}|_\\d{2}_\\d{2}|\\d{4}))(?:/.*)?");
  private static final Pattern PLAIN =
      Pattern.compile("(\\d{4}(?:/\\d{2}/\\d{2}|-\\d{2}-\\d{2}|\\d{4}|/\\d{2}-\\d{2}))(?:/.*)?");
  private static final int PROBES = 200;

  private DayLayout() {}

  /**
   * Returns the layout that most directories have; empty if most have none.
   *
   * @param directories below a prefix, without the names of the objects
   */
  static String of(List<String> directories) {
    String best = "";
    long most = 0;
    for (String directory : Spread.of(directories, PROBES)) {
      Optional<String> layout = layout(directory).filter(DayLayout::isValid);
      if (layout.isPresent() && !layout.get().equals(best)) {
        long count =
            directories.stream().filter(each -> day(layout.get(), each).isPresent()).count();
        if (count > most) {
          most = count;
          best = layout.get();
        }
      }
    }
    return 2 * most >= directories.size() ? best : "";
  }

  private static boolean isValid(String layout) {
    try {
      DayRule unused = new DayRule.FromPath(layout, ZoneOffset.UTC);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The day of a directory; empty if it does not have the layout. */
  static Optional<LocalDate> day(String layout, String directory) {
    return layout.isEmpty()
        ? Optional.empty()
        : new DayRule.FromPath(layout, ZoneOffset.UTC).dayOf(directory, Instant.EPOCH);
  }

  private static Optional<String> layout(String directory) {
    Matcher three = THREE_NAMED.matcher(directory);
    if (three.matches()) {
      return Optional.of(
          "'%s'yyyy'/%s'%s'/%s'%s"
              .formatted(
                  three.group(1),
                  three.group(2),
                  three.group(3).length() == 1 ? "M" : "MM",
                  three.group(4),
                  three.group(5).length() == 1 ? "d" : "dd"));
    }
    Matcher named = NAMED.matcher(directory);
    if (named.matches()) {
      return Optional.of("'%s'%s".formatted(named.group(1), pattern(named.group(2))));
    }
    Matcher plain = PLAIN.matcher(directory);
    return plain.matches() ? Optional.of(pattern(plain.group(1))) : Optional.empty();
  }

  private static String pattern(String date) {
    String rest = date.substring(4);
    if (rest.length() == 4) {
      return "yyyyMMdd";
    }
    return "yyyy" + rest.charAt(0) + "MM" + rest.charAt(3) + "dd";
  }
}
