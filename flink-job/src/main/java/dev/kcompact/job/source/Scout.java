package dev.kcompact.job.source;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.discovery.Discovery;
import dev.kcompact.job.discovery.Found;
import dev.kcompact.job.discovery.FoundObject;
import dev.kcompact.job.discovery.Seen;
import dev.kcompact.job.lake.LakeFilter;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
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
  private final Discovery discovery;
  private final LakeFilter lake;

  Scout(Discovery discovery, LakeFilter lake) {
    this.discovery = discovery;
    this.lake = lake;
  }

  /** A file of the lake from which rates can be learned. */
  record FileSeen(String table, long rawBytes, long fileBytes) {}

  /**
   * What a look brought.
   *
   * @param basis what it was based on; the result is void if that is no longer what is seen
   * @param covered how many found objects the lake had already
   * @param files of the lake that were read on the way
   */
  record Look(Seen basis, Found found, long covered, List<FileSeen> files) {}

  /** Restored work without what the lake has already. */
  record Admitted(
      Map<TableDay, List<PendingObject>> pending,
      List<FileGroup> groups,
      long covered,
      List<FileSeen> files) {}

  Look look(Seen basis, Instant now) throws IOException {
    Found found = discovery.poll(basis, now);
    List<FileSeen> files = new ArrayList<>();
    List<FoundObject> open = new ArrayList<>();
    for (FoundObject object : found.objects()) {
      if (!covers(object.of(), object.object().key(), files)) {
        open.add(object);
      }
    }
    long covered = found.objects().size() - open.size();
    return new Look(basis, new Found(open, found.seen()), covered, files);
  }

  /** Reads the lake afresh: it may have moved on since the state was written. */
  Admitted admit(Map<TableDay, List<PendingObject>> pending, Collection<FileGroup> groups)
      throws IOException {
    lake.refresh();
    List<FileSeen> files = new ArrayList<>();
    long covered = 0;
    Map<TableDay, List<PendingObject>> openPending = new HashMap<>();
    for (Map.Entry<TableDay, List<PendingObject>> day : pending.entrySet()) {
      List<PendingObject> open = new ArrayList<>();
      for (PendingObject object : day.getValue()) {
        if (!covers(day.getKey(), object.object().key(), files)) {
          open.add(object);
        }
      }
      covered += day.getValue().size() - open.size();
      openPending.put(day.getKey(), open);
    }
    List<FileGroup> openGroups = new ArrayList<>();
    for (FileGroup group : groups) {
      FileGroup open = open(group, files);
      covered += group.objects().size() - (open == null ? 0 : open.objects().size());
      if (open != null) {
        openGroups.add(open);
      }
    }
    return new Admitted(openPending, openGroups, covered, files);
  }

  private @Nullable FileGroup open(FileGroup group, List<FileSeen> files) throws IOException {
    List<SourceObject> open = new ArrayList<>();
    for (SourceObject object : group.objects()) {
      if (!covers(group.of(), object.key(), files)) {
        open.add(object);
      }
    }
    return open.isEmpty() ? null : new FileGroup(group.id(), group.of(), group.limit(), open);
  }

  private boolean covers(TableDay of, String key, List<FileSeen> files) throws IOException {
    return lake.covers(of, key, (table, raw, bytes) -> files.add(new FileSeen(table, raw, bytes)));
  }
}
