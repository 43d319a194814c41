package dev.kcompact.job.plan;

import dev.kcompact.contract.table.BaseTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Packs pending objects into file groups. Knows no Flink and no clock: the caller says what time it
 * is. Not thread-safe; the enumerator uses it in the coordinator's thread only.
 */
public final class GroupPlanner {
  private final Function<String, BaseTable> tables;
  private final PlanLimits limits;
  private final GroupIds ids;
  private final Map<TableDay, PendingDay> days =
      new TreeMap<>(java.util.Comparator.comparing(TableDay::day).thenComparing(TableDay::table));
  private final Map<String, TableRates> rates = new HashMap<>();
  private final Set<String> probing = new HashSet<>();

  public GroupPlanner(Function<String, BaseTable> tables, PlanLimits limits) {
    this(tables, limits, GroupIds.random());
  }

  GroupPlanner(Function<String, BaseTable> tables, PlanLimits limits, GroupIds ids) {
    this.tables = tables;
    this.limits = limits;
    this.ids = ids;
  }

  public void add(TableDay of, PendingObject object) {
    days.computeIfAbsent(of, key -> new PendingDay(tables.apply(key.table()), key)).add(object);
  }

  /**
   * The groups that are due, a group of each table's day in turn, so that a table with a long
   * backlog does not hold up the others.
   *
   * @param endOfInput whether nothing more will be added, so that everything is due
   */
  public List<FileGroup> due(Instant now, boolean endOfInput) {
    List<FileGroup> due = new ArrayList<>();
    boolean any = true;
    while (any) {
      any = false;
      for (PendingDay day : days.values()) {
        Optional<FileGroup> next = next(day, now, endOfInput);
        next.ifPresent(due::add);
        any |= next.isPresent();
      }
    }
    days.values().removeIf(PendingDay::isEmpty);
    return due;
  }

  private Optional<FileGroup> next(PendingDay day, Instant now, boolean endOfInput) {
    String table = day.of().table();
    if (probing.contains(table)) {
      return Optional.empty();
    }
    Optional<FileGroup> next = day.next(now, limits, ratesOf(table), ids, endOfInput);
    if (next.isPresent() && next.get().limit() == FileGroup.Limit.PROBE) {
      probing.add(table);
    }
    return next;
  }

  /**
   * Learns from a finished file.
   *
   * @param seconds of work on it; 0 where it is not known
   */
  public void learn(String table, long rawBytes, long fileBytes, double seconds) {
    rates.put(table, ratesOf(table).after(rawBytes, fileBytes, seconds));
    probing.remove(table);
  }

  public TableRates ratesOf(String table) {
    return rates.getOrDefault(table, TableRates.UNKNOWN);
  }

  /** Learned rates by table, for the checkpoint. */
  public Map<String, TableRates> rates() {
    return Map.copyOf(rates);
  }

  /** Puts back what a checkpoint held. */
  public void restoreRates(Map<String, TableRates> restored) {
    rates.putAll(restored);
  }

  /** Everything pending, for the checkpoint. */
  public Map<TableDay, List<PendingObject>> pending() {
    Map<TableDay, List<PendingObject>> pending = new HashMap<>();
    days.forEach((of, day) -> pending.put(of, List.copyOf(day.objects())));
    return pending;
  }

  /** Keys of everything pending. */
  public void forEachKey(Consumer<String> keys) {
    days.values()
        .forEach(day -> day.objects().forEach(pending -> keys.accept(pending.object().key())));
  }

  /** Number of pending objects. */
  public long pendingObjects() {
    return days.values().stream().mapToLong(day -> day.objects().size()).sum();
  }

  /** Their size as stored. */
  public long pendingBytes() {
    return days.values().stream().mapToLong(PendingDay::rawBytes).sum();
  }

  /** Whether nothing is pending. */
  public boolean isEmpty() {
    return days.values().stream().allMatch(PendingDay::isEmpty);
  }

  /** When the longest-waiting object was discovered. */
  public Optional<Instant> oldest() {
    return days.values().stream()
        .flatMap(day -> day.objects().stream().limit(1))
        .map(PendingObject::discoveredAt)
        .min(Instant::compareTo);
  }
}
