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

/** The pending objects of one table's day, in the order of their discovery. */
final class PendingDay {
  private final BaseTable table;
  private final TableDay of;
  private final Deque<PendingObject> objects = new ArrayDeque<>();
  private long rawBytes;

  PendingDay(BaseTable table, TableDay of) {
    this.table = table;
    this.of = of;
  }

  TableDay of() {
    return of;
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }

  Collection<PendingObject> objects() {
    return objects;
  }

  void add(PendingObject object) {
    objects.addLast(object);
    rawBytes += object.object().size();
  }

  /**
   * The next group, if one is due.
   *
   * @param ids where the group's id comes from
   * @param endOfInput whether nothing more will come
   */
  Optional<FileGroup> next(
      Instant now, PlanLimits limits, TableRates rates, GroupIds ids, boolean endOfInput) {
    Cut full = fullCut(limits, rates);
    if (rawBytes >= full.rawBytes()) {
      return Optional.of(take(full.rawBytes(), full.limit(), ids));
    }
    if (objects.isEmpty()) {
      return Optional.empty();
    }
    if (endOfInput) {
      return Optional.of(take(rawBytes, Limit.END_OF_INPUT, ids));
    }
    Instant oldest = objects.getFirst().discoveredAt();
    Duration maxWait = limits.maxWait() == null ? table.maxWait() : limits.maxWait();
    if (!now.isBefore(oldest.plus(maxWait))) {
      return Optional.of(take(rawBytes, Limit.MAX_WAIT, ids));
    }
    // An object that came after its day was closed is late; it waits for others, as any does.
    Instant closing = table.day().endOf(of.day()).plus(limits.dayGrace());
    if (oldest.isBefore(closing) && !now.isBefore(closing)) {
      return Optional.of(take(rawBytes, Limit.DAY_CLOSED, ids));
    }
    return Optional.empty();
  }

  private record Cut(long rawBytes, Limit limit) {}

  /** How many raw bytes make a full group now. */
  private Cut fullCut(PlanLimits limits, TableRates rates) {
    long target = (long) Math.max(1, table.targetBytes() / rates.ratio());
    long budget = (long) Math.max(1, rates.bytesPerSecond() * limits.timeBudget().toMillis() / 1e3);
    long size = Math.min(target, limits.maxRawBytes());
    if (!rates.learned() && limits.probeBytes() < Math.min(size, budget)) {
      // Worth a probe only when more than one file's worth is waiting.
      return new Cut(rawBytes >= size ? limits.probeBytes() : size, Limit.PROBE);
    }
    return budget < size ? new Cut(budget, Limit.TIME_BUDGET) : new Cut(size, Limit.TARGET_SIZE);
  }

  private FileGroup take(long atLeast, Limit limit, GroupIds ids) {
    List<SourceObject> taken = new ArrayList<>();
    long bytes = 0;
    while (!objects.isEmpty() && (bytes < atLeast || taken.isEmpty())) {
      SourceObject object = objects.removeFirst().object();
      taken.add(object);
      bytes += object.size();
    }
    if (limit != Limit.TARGET_SIZE && limit != Limit.TIME_BUDGET && limit != Limit.PROBE) {
      while (!objects.isEmpty()) {
        taken.add(objects.removeFirst().object());
      }
      bytes = rawBytes;
    }
    rawBytes -= bytes;
    taken.sort(Comparator.comparing(SourceObject::key));
    return new FileGroup(ids.next(of), of, limit, taken);
  }
}
