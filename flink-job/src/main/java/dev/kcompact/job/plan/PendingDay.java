package dev.kcompact.job.plan;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.plan.FileGroup.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pending objects of one table's day, in order of discovery. */
final class PendingDay {
  private final BaseTable table;
  private final TableDay tableDay;
  private final Deque<PendingObject> objects = new ArrayDeque<>();
  private long rawBytes;

  PendingDay(BaseTable table, TableDay tableDay) {
    this.table = table;
    this.tableDay = tableDay;
  }

  TableDay tableDay() {
    return tableDay;
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }

  Collection<PendingObject> objects() {
    return objects;
  }

  long rawBytes() {
    return rawBytes;
  }

  void add(PendingObject object) {
    objects.addLast(object);
    rawBytes += object.object().size();
  }

  /**
   * Returns the next group, if one is due. A full group is cut only if the remainder can become a
   * separate file, so that no day ends in a small file. When the day closes, the remainder becomes
   * one file or two equal ones.
   *
   * @param forced why the day closes now in any case; null if it need not
   */
  Optional<FileGroup> next(
      Instant now,
      PlanLimits limits,
      TableRates rates,
      Function<TableDay, String> ids,
      @Nullable Limit forced) {
    if (objects.isEmpty()) {
      return Optional.empty();
    }
    GroupSizes sizes = GroupSizes.of(table.targetBytes(), limits, rates);
    if (rawBytes >= sizes.cutAt()) {
      return Optional.of(take(sizes.full(), sizes.limit(), ids));
    }
    Limit closing = forced != null ? forced : closing(now, limits);
    if (closing == null) {
      return Optional.empty();
    }
    if (!rates.learned() && rawBytes > sizes.maxWithoutRatio()) {
      return Optional.of(take(limits.probeBytes(), Limit.PROBE, ids));
    }
    return Optional.of(take(rawBytes > sizes.max() ? rawBytes / 2 : rawBytes, closing, ids));
  }

  /** Returns why the day's last group closes now; null if it stays open. */
  private @Nullable Limit closing(Instant now, PlanLimits limits) {
    Instant oldest = objects.getFirst().discoveredAt();
    Duration maxWait = limits.maxWait() == null ? table.maxWait() : limits.maxWait();
    if (!now.isBefore(oldest.plus(maxWait))) {
      return Limit.MAX_WAIT;
    }
    // Objects that arrive after their day was closed are late data and wait up to maxWait.
    Instant closing = table.day().endOf(tableDay.day()).plus(limits.dayGrace());
    return oldest.isBefore(closing) && !now.isBefore(closing) ? Limit.DAY_CLOSED : null;
  }

  private FileGroup take(long atLeast, Limit limit, Function<TableDay, String> ids) {
    Instant firstDiscoveredAt = objects.getFirst().discoveredAt();
    List<SourceObject> taken = new ArrayList<>();
    long bytes = 0;
    while (!objects.isEmpty() && (bytes < atLeast || atLeast == rawBytes)) {
      SourceObject object = objects.removeFirst().object();
      taken.add(object);
      bytes += object.size();
    }
    rawBytes -= bytes;
    taken.sort(Comparator.comparing(SourceObject::key));
    return new FileGroup(ids.apply(tableDay), tableDay, limit, firstDiscoveredAt, taken);
  }
}
