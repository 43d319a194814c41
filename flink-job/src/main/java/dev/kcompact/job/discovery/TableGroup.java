package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayDirectories;
import dev.kcompact.contract.table.DayRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables that are listed together, because they have the same prefix and the same layout of days.
 *
 * @param tables at least one
 * @param days null if paths contain no day
 * @param isShared whether other tables have objects below the prefix, or this group several tables
 */
record TableGroup(
    String prefix,
    List<BaseTable> tables,
    DayRule.@Nullable FromPath days,
    @Nullable DayDirectories directories,
    boolean isShared) {

  private record Place(String prefix, DayRule.@Nullable FromPath days) {}

  /** The groups of all tables, in the order of their first tables. */
  static List<TableGroup> of(List<BaseTable> tables) {
    Map<Place, List<BaseTable>> byPlace = new LinkedHashMap<>();
    NavigableMap<String, Integer> tablesByPrefix = new TreeMap<>();
    for (BaseTable table : tables) {
      Place place = new Place(table.prefix(), daysOf(table));
      byPlace.computeIfAbsent(place, key -> new ArrayList<>()).add(table);
      tablesByPrefix.merge(table.prefix(), 1, Integer::sum);
    }
    return byPlace.entrySet().stream()
        .map(each -> group(each.getKey(), each.getValue(), tablesByPrefix))
        .toList();
  }

  private static TableGroup group(
      Place place, List<BaseTable> tables, NavigableMap<String, Integer> byPrefix) {
    String next = byPrefix.higherKey(place.prefix());
    boolean isShared =
        Objects.requireNonNull(byPrefix.get(place.prefix())) > 1
            || (next != null && next.startsWith(place.prefix()))
            || above(place.prefix()).stream().anyMatch(byPrefix::containsKey);
    return new TableGroup(
        place.prefix(),
        List.copyOf(tables),
        place.days(),
        DayDirectories.of(tables.get(0)).orElse(null),
        isShared);
  }

  /** The groups by prefix. */
  static Map<String, List<TableGroup>> byPrefix(List<TableGroup> groups) {
    Map<String, List<TableGroup>> byPrefix = new HashMap<>();
    groups.forEach(
        group -> byPrefix.computeIfAbsent(group.prefix(), key -> new ArrayList<>()).add(group));
    return byPrefix;
  }

  /** The directories above one, the outermost first. */
  static List<String> above(String directory) {
    List<String> above = new ArrayList<>();
    for (int slash = directory.indexOf('/');
        slash >= 0 && slash < directory.length() - 1;
        slash = directory.indexOf('/', slash + 1)) {
      above.add(directory.substring(0, slash + 1));
    }
    return above;
  }

  static boolean hasDays(BaseTable table) {
    return daysOf(table) != null;
  }

  private static DayRule.@Nullable FromPath daysOf(BaseTable table) {
    DayRule rule = table.day() instanceof DayRule.FromField field ? field.object() : table.day();
    return rule instanceof DayRule.FromPath path ? path : null;
  }

  /** The name under which the state keeps the progress of the group. */
  String name() {
    return tables.get(0).name();
  }
}
