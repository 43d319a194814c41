package dev.kcompact.job.plan;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.plan.FileGroup.Limit;
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
import org.jspecify.annotations.Nullable;

/**
 * Packs pending objects into file groups. Independent of Flink and of a clock: the caller passes
 * the time. Not thread-safe; used in the coordinator's thread only.
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

  /** Expects {@code ids} to stay unique even after the state is lost. */
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
   * Returns the due groups, one of each table's day in turn, so that a long backlog of one table
   * does not delay the others. At the end of input everything is due.
   */
  public List<FileGroup> due(Instant now, boolean endOfInput) {
    Limit closing = endOfInput ? Limit.END_OF_INPUT : null;
    List<FileGroup> due = new ArrayList<>();
    boolean any = true;
    while (any) {
      any = false;
      for (PendingDay day : days.values()) {
        Optional<FileGroup> next = next(day, now, closing);
        next.ifPresent(due::add);
        any |= next.isPresent();
      }
    }
    days.values().removeIf(PendingDay::isEmpty);
    return due;
  }

  /** Closes groups, those of the oldest day first, until at most so much is pending. */
  public List<FileGroup> makeRoom(Instant now, long objects, long bytes) {
    List<FileGroup> closed = new ArrayList<>();
    for (PendingDay day : days.values()) {
      boolean any = true;
      while (any && (pendingObjects() > objects || pendingBytes() > bytes)) {
        Optional<FileGroup> next = next(day, now, Limit.MAX_WAIT);
        next.ifPresent(closed::add);
        any = next.isPresent();
      }
    }
    days.values().removeIf(PendingDay::isEmpty);
    return closed;
  }

  /**
   * @param closing why the last group closes now; null to leave it to its day
   */
  private Optional<FileGroup> next(PendingDay day, Instant now, @Nullable Limit closing) {
    String table = day.tableDay().table();
    if (probing.contains(table)) {
      return Optional.empty();
    }
    Optional<FileGroup> next = day.next(now, limits, ratesOf(table), ids, closing);
    if (next.isPresent() && next.get().limit() == Limit.PROBE) {
      probing.add(table);
    }
    return next;
  }

  /** Learns from a finished file; {@code seconds} is 0 if unknown. */
  public void learn(String table, long rawBytes, long fileBytes, double seconds) {
    rates.put(table, ratesOf(table).after(rawBytes, fileBytes, seconds));
    probing.remove(table);
  }

  public TableRates ratesOf(String table) {
    return rates.getOrDefault(table, TableRates.UNKNOWN);
  }

  public Map<String, TableRates> rates() {
    return Map.copyOf(rates);
  }

  public void restoreRates(Map<String, TableRates> restored) {
    rates.putAll(restored);
  }

  public Map<TableDay, List<PendingObject>> pending() {
    Map<TableDay, List<PendingObject>> pending = new HashMap<>();
    days.forEach((tableDay, day) -> pending.put(tableDay, List.copyOf(day.objects())));
    return pending;
  }

  public Stream<String> keys() {
    return days.values().stream().flatMap(day -> day.objects().stream()).map(PendingObject::key);
  }

  public long pendingObjects() {
    return days.values().stream().mapToLong(day -> day.objects().size()).sum();
  }

  public long pendingBytes() {
    return days.values().stream().mapToLong(PendingDay::rawBytes).sum();
  }

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
