package dev.kcompact.job.plan;

import dev.kcompact.contract.table.BaseTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Packs pending objects into file groups. Knows no Flink and no clock: the caller passes the time.
 * Not thread-safe; the enumerator uses it in the coordinator's thread only.
 */
public final class GroupPlanner {
  private final Function<String, BaseTable> tables;
  private final PlanLimits limits;
  private final Function<TableDay, String> ids;
  private final Map<TableDay, PendingDay> days =
      new TreeMap<>(Comparator.comparing(TableDay::day).thenComparing(TableDay::table));
  private final Map<String, TableRates> rates = new HashMap<>();
  private final Set<String> probing = new HashSet<>();

  public GroupPlanner(Function<String, BaseTable> tables, PlanLimits limits) {
    this(
        tables,
        limits,
        tableDay -> tableDay.table() + "/" + tableDay.day() + "/" + UUID.randomUUID());
  }

  /**
   * @param ids makes a group's id, which is unique even after the state is lost
   */
  GroupPlanner(
      Function<String, BaseTable> tables, PlanLimits limits, Function<TableDay, String> ids) {
    this.tables = tables;
    this.limits = limits;
    this.ids = ids;
  }

  public void add(TableDay tableDay, PendingObject object) {
    days.computeIfAbsent(tableDay, key -> new PendingDay(tables.apply(key.table()), key))
        .add(object);
  }

  /**
   * Returns the groups that are due, one of each table's day in turn, so that a table with a long
   * backlog does not delay the others.
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
    String table = day.tableDay().table();
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
   * @param seconds of work on it; 0 for unknown
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

  /** Restores the rates of a checkpoint. */
  public void restoreRates(Map<String, TableRates> restored) {
    rates.putAll(restored);
  }

  /** Everything pending, for the checkpoint. */
  public Map<TableDay, List<PendingObject>> pending() {
    Map<TableDay, List<PendingObject>> pending = new HashMap<>();
    days.forEach((tableDay, day) -> pending.put(tableDay, List.copyOf(day.objects())));
    return pending;
  }

  /** Returns the key of each pending object. */
  public Stream<String> keys() {
    return days.values().stream().flatMap(day -> day.objects().stream()).map(PendingObject::key);
  }

  /** Number of pending objects. */
  public long pendingObjects() {
    return days.values().stream().mapToLong(day -> day.objects().size()).sum();
  }

  /** Size of the pending objects as stored. */
  public long pendingBytes() {
    return days.values().stream().mapToLong(PendingDay::rawBytes).sum();
  }

  /** Whether nothing is pending. */
  public boolean isEmpty() {
    return days.values().stream().allMatch(PendingDay::isEmpty);
  }

  /** Returns when the oldest pending object was discovered. */
  public Optional<Instant> oldest() {
    return days.values().stream()
        .flatMap(day -> day.objects().stream().limit(1))
        .map(PendingObject::discoveredAt)
        .min(Instant::compareTo);
  }
}
