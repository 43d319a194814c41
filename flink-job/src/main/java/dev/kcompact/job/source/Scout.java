package dev.kcompact.job.source;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.job.discovery.Coverage.Verdict;
import dev.kcompact.job.discovery.Discovery;
import dev.kcompact.job.discovery.Found;
import dev.kcompact.job.discovery.FoundObject;
import dev.kcompact.job.lake.CommittedFiles;
import dev.kcompact.job.lake.LakeFilter;
import dev.kcompact.job.notify.Batch;
import dev.kcompact.job.notify.NotifiedObject;
import dev.kcompact.job.notify.ObjectNotifications;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.source.Lookout.Basis;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything of the enumerator that waits for a store: looks for new objects, and asks the lake
 * which of them, or of those in restored state, are done. Every method runs in the enumerator's one
 * worker thread.
 */
final class Scout {
  /** Notifications taken in one look. */
  private static final int MOST_NOTIFIED = 1_000;

  private final Discovery discovery;
  private final LakeFilter lake;
  private final @Nullable ObjectNotifications notifications;
  private final TableCatalog tables;
  private List<FileSeen> filesSeen = new ArrayList<>();

  Scout(
      Discovery discovery,
      CommittedFiles files,
      @Nullable ObjectNotifications notifications,
      TableCatalog tables) {
    this.discovery = discovery;
    this.notifications = notifications;
    this.tables = tables;
    this.lake =
        new LakeFilter(
            files, (table, raw, bytes) -> filesSeen.add(new FileSeen(table, raw, bytes)));
  }

  /** A file of the lake from which rates can be learned. */
  record FileSeen(String table, long rawBytes, long fileBytes) {}

  /**
   * What a look brought.
   *
   * @param notified what a queue told of and no committed file has
   * @param receipts of everything the queue told
   * @param malformed messages of the queue
   * @param requests listings of raw objects, and requests to the queue
   * @param files of the lake that were read on the way
   */
  record Look(
      Found found,
      List<FoundObject> notified,
      List<String> receipts,
      int malformed,
      long requests,
      List<FileSeen> files) {}

  /** Restored or overtaken work without what the lake has already. */
  record Admitted(
      Map<TableDay, List<PendingObject>> pending,
      List<FileGroup> groups,
      long covered,
      List<FileSeen> files) {}

  Look look(Basis basis, Instant now) throws IOException {
    boolean sweep = basis.maySweep() && discovery.isSweepDue(basis.seen(), now);
    if (sweep) {
      lake.refresh();
    }
    Found found = discovery.look(basis.seen(), now, lake, sweep);
    if (notifications == null) {
      return new Look(found, List.of(), List.of(), 0, found.listings(), takeFiles());
    }
    Batch batch = notifications.receive(MOST_NOTIFIED);
    List<FoundObject> open = new ArrayList<>();
    for (NotifiedObject object : batch.objects()) {
      FoundObject of = found(object);
      if (of != null && isOpen(of.of(), of.object())) {
        open.add(of);
      }
    }
    List<String> receipts =
        batch.objects().stream().map(NotifiedObject::receipt).distinct().toList();
    long requests = found.listings() + batch.requests();
    return new Look(found, open, receipts, batch.malformed(), requests, takeFiles());
  }

  /** Null where no table has it, or its day cannot be told from its path, so that it is listed. */
  private @Nullable FoundObject found(NotifiedObject object) {
    BaseTable table = tables.ownerOf(object.key()).orElse(null);
    if (table == null || !Discovery.isNotifiable(table)) {
      return null;
    }
    return new FoundObject(
        new TableDay(table.name(), table.compactedDay(object.key(), object.eventTime())),
        new SourceObject(object.key(), object.etag(), object.size()));
  }

  /** Returns how many. */
  int acknowledge(List<String> receipts) throws IOException {
    if (notifications != null) {
      notifications.acknowledge(receipts);
    }
    return receipts.size();
  }

  /** Reads the lake afresh: it may have moved on since the question came up. */
  Admitted admit(Map<TableDay, List<PendingObject>> pending, Collection<FileGroup> groups)
      throws IOException {
    lake.refresh();
    long covered = 0;
    Map<TableDay, List<PendingObject>> openPending = new HashMap<>();
    for (Map.Entry<TableDay, List<PendingObject>> day : pending.entrySet()) {
      List<PendingObject> open = new ArrayList<>();
      for (PendingObject object : day.getValue()) {
        if (isOpen(day.getKey(), object.object())) {
          open.add(object);
        }
      }
      covered += day.getValue().size() - open.size();
      openPending.put(day.getKey(), open);
    }
    List<FileGroup> openGroups = new ArrayList<>();
    for (FileGroup group : groups) {
      FileGroup open = open(group);
      covered += group.objects().size() - (open == null ? 0 : open.objects().size());
      if (open != null) {
        openGroups.add(open);
      }
    }
    return new Admitted(openPending, openGroups, covered, takeFiles());
  }

  private @Nullable FileGroup open(FileGroup group) throws IOException {
    List<SourceObject> open = new ArrayList<>();
    for (SourceObject object : group.objects()) {
      if (isOpen(group.of(), object)) {
        open.add(object);
      }
    }
    return open.isEmpty()
        ? null
        : new FileGroup(group.id(), group.of(), group.limit(), group.since(), open);
  }

  private boolean isOpen(TableDay of, SourceObject object) throws IOException {
    return lake.of(of, object) == Verdict.OPEN;
  }

  private List<FileSeen> takeFiles() {
    List<FileSeen> taken = filesSeen;
    filesSeen = new ArrayList<>();
    return taken;
  }
}
