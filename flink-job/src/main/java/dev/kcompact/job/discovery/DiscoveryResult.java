package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.job.discovery.CommittedObjects.Status;
import dev.kcompact.job.plan.TableDay;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a discovery pass.
 *
 * @param newObjects objects above every high-water mark and in no committed file
 * @param lateObjects objects that a full scan found at or below a mark and in no committed file;
 *     some may be pending or about to be committed
 * @param resumedObjects objects of a listing that an earlier pass began, and in no committed file;
 *     they may be known already, as the late ones
 * @param committedCount number of new names that a committed file already contains
 * @param rewrittenKeys first keys whose content differs from that in a committed file
 * @param rewrittenCount number of all such keys
 * @param scannedCount number of objects that a full scan listed; 0 without a full scan
 * @param excluded numbers of objects that definitions leave out, among those that a full scan or a
 *     table's first listing returned
 * @param unknownDays days whose objects were left out, because a committed file of them cannot be
 *     read
 * @param listings number of LIST requests
 * @param oldestUnlisted the oldest day that an open listing has come to; null without one whose
 *     paths contain the day
 */
public record DiscoveryResult(
    List<DiscoveredObject> newObjects,
    List<DiscoveredObject> lateObjects,
    List<DiscoveredObject> resumedObjects,
    long committedCount,
    List<String> rewrittenKeys,
    long rewrittenCount,
    long scannedCount,
    ExcludedObjects excluded,
    List<UnknownDayException> unknownDays,
    long listings,
    @Nullable LocalDate oldestUnlisted,
    DiscoveryState state) {
  public DiscoveryResult {
    newObjects = List.copyOf(newObjects);
    lateObjects = List.copyOf(lateObjects);
    resumedObjects = List.copyOf(resumedObjects);
    rewrittenKeys = List.copyOf(rewrittenKeys);
    requireNonNull(excluded, "excluded is null");
    unknownDays = List.copyOf(unknownDays);
    requireNonNull(state, "state is null");
  }

  /** Sorts listed objects by their status in the lake. */
  static final class Builder {
    private static final int MAX_REWRITTEN_KEYS = 20;

    private final CommittedObjects committed;
    private final boolean fullScan;
    private final List<DiscoveredObject> newObjects = new ArrayList<>();
    private final List<DiscoveredObject> lateObjects = new ArrayList<>();
    private final List<DiscoveredObject> resumedObjects = new ArrayList<>();
    private final Intake intake;
    private final List<String> rewrittenKeys = new ArrayList<>();
    private final Map<ObjectKind, Long> excluded = new EnumMap<>(ObjectKind.class);
    private long committedCount;
    private long rewrittenCount;
    private long scannedCount;
    private boolean expectsCommits;
    private final Map<TableDay, UnknownDayException> unknownDays = new LinkedHashMap<>();

    Builder(CommittedObjects committed, boolean fullScan, Intake intake) {
      this.committed = committed;
      this.fullScan = fullScan;
      this.intake = intake;
    }

    /** Reads the lake again before the next object. */
    void expectCommits() {
      expectsCommits = true;
    }

    /** Returns whether no committed file contains the object. */
    boolean add(DiscoveredObject object, boolean isNew) throws IOException {
      return add(object, isNew, isNew ? newObjects : lateObjects);
    }

    /** Adds an object of a listing that an earlier pass began. */
    void addResumed(DiscoveredObject object) throws IOException {
      add(object, false, resumedObjects);
    }

    private boolean add(DiscoveredObject object, boolean isNew, List<DiscoveredObject> missing)
        throws IOException {
      if (expectsCommits) {
        committed.refresh();
        expectsCommits = false;
      }
      scannedCount += fullScan ? 1 : 0;
      Status status;
      try {
        status = committed.status(object.tableDay(), object.object());
      } catch (UnknownDayException e) {
        unknownDays.put(object.tableDay(), e);
        return false;
      }
      switch (status) {
        case NEW -> {
          missing.add(object);
          intake.take(object.object().size());
        }
        case COMMITTED -> committedCount += isNew ? 1 : 0;
        case REWRITTEN -> {
          committedCount += isNew ? 1 : 0;
          rewrittenCount++;
          if (rewrittenKeys.size() < MAX_REWRITTEN_KEYS) {
            rewrittenKeys.add(object.object().key());
          }
        }
      }
      return status == Status.NEW;
    }

    void exclude(ObjectKind kind) {
      excluded.merge(kind, 1L, Long::sum);
    }

    DiscoveryResult build(DiscoveryState state, long listings, @Nullable LocalDate oldestUnlisted) {
      return new DiscoveryResult(
          newObjects,
          lateObjects,
          resumedObjects,
          committedCount,
          rewrittenKeys,
          rewrittenCount,
          scannedCount,
          new ExcludedObjects(excluded),
          List.copyOf(unknownDays.values()),
          listings,
          oldestUnlisted,
          state);
    }
  }
}
