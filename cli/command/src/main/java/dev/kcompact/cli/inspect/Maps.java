package dev.kcompact.cli.inspect;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells objects whose names are data from those with fields. */
final class Maps {
  private static final int MANY_NAMES = 12;
  private static final int FEW_DATA_NAMES = 3;
  private static final double RARE = 0.34;
  private static final double USUAL = 0.8;
  private static final int MAX_FIELDS = 300;

  /** Numbers, dates and identifiers. */
  private static final Pattern DATA =
      Pattern.compile("\\d+|\\d{4}-\\d{2}(-\\d{2})?|[0-9a-f]{24}|[0-9a-f-]{36}");

  private Maps() {}

  /** Whether the names are many and each is rare, or all are numbers, dates or identifiers. */
  static boolean isMap(ValueStatistics objects) {
    Map<String, ValueStatistics> members = objects.members();
    if (members.isEmpty()) {
      return false;
    }
    if (members.size() >= FEW_DATA_NAMES
        && members.keySet().stream().allMatch(name -> DATA.matcher(name).matches())) {
      return true;
    }
    if (members.size() >= ValueStatistics.MAX_NAMES || objects.unnamed() > 0) {
      return true;
    }
    double all = objects.values();
    double mean =
        members.values().stream().mapToLong(ValueStatistics::count).sum() / (all * members.size());
    long most = members.values().stream().mapToLong(ValueStatistics::count).max().orElse(0);
    return members.size() >= MANY_NAMES && mean <= RARE && most < USUAL * all;
  }

  /** The fields that become columns, in their order: all, or the most frequent of very many. */
  static Map<String, ValueStatistics> columns(ValueStatistics objects) {
    Map<String, ValueStatistics> members = objects.members();
    List<Long> counts =
        members.values().stream()
            .map(ValueStatistics::count)
            .sorted(Comparator.reverseOrder())
            .toList();
    long least = counts.size() <= MAX_FIELDS ? 0 : counts.get(MAX_FIELDS - 1);
    Map<String, ValueStatistics> chosen = new LinkedHashMap<>();
    members.forEach(
        (name, values) -> {
          if (!name.isEmpty() && values.count() >= least && chosen.size() < MAX_FIELDS) {
            chosen.put(name, values);
          }
        });
    return chosen;
  }
}
