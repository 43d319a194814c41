package dev.kcompact.job.source.enumerator;

import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import dev.kcompact.job.discovery.UnknownDayException;
import dev.kcompact.job.lake.CommittedObjectIndex;
import dev.kcompact.job.plan.TableDay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Days of tables with a committed file that cannot be read. Their objects are not planned, because
 * the file may contain them. Used in the enumerator's worker thread.
 */
final class HeldDays {
  private static final Logger LOG = LoggerFactory.getLogger(HeldDays.class);
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final CommittedObjectIndex committed;
  private final Map<TableDay, Unreadable> days = new LinkedHashMap<>();
  private Instant checked = Instant.EPOCH;

  HeldDays(CommittedObjectIndex committed) {
    this.committed = committed;
  }

  void add(List<UnknownDayException> unknown, Instant now) {
    for (UnknownDayException each : unknown) {
      TableDay day = each.tableDay();
      Unreadable known = days.get(day);
      if (known == null) {
        LOG.warn(
            "{}; no object of {} of {} is compacted", each.getMessage(), day.table(), day.day());
        checked = now;
      }
      days.put(
          day,
          new Unreadable(
              each.file(),
              day.table(),
              day.day(),
              "no object of its day is compacted: " + each.getMessage(),
              known == null ? now : known.since(),
              known == null ? 1 : known.attempts() + 1));
    }
  }

  /** Returns the days that can be read again; their objects must be listed again. */
  List<TableDay> released(Instant now) throws IOException {
    if (days.isEmpty() || now.isBefore(checked.plus(RETRY))) {
      return List.of();
    }
    checked = now;
    committed.refresh();
    List<TableDay> released = new ArrayList<>();
    List<UnknownDayException> still = new ArrayList<>();
    for (TableDay day : List.copyOf(days.keySet())) {
      try {
        committed.load(day);
        released.add(day);
      } catch (UnknownDayException e) {
        still.add(e);
      }
    }
    released.forEach(days::remove);
    add(still, now);
    return released;
  }

  List<Unreadable> files() {
    return List.copyOf(days.values());
  }
}
