package dev.kcompact.job.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Which notifications may be acknowledged: those whose objects are in a completed checkpoint. Used
 * in the coordinator's thread only.
 */
final class Receipts {
  private List<String> open = new ArrayList<>();
  private final TreeMap<Long, List<String>> byCheckpoint = new TreeMap<>();

  void received(Collection<String> receipts) {
    open.addAll(receipts);
  }

  void checkpointBegun(long checkpoint) {
    if (!open.isEmpty()) {
      byCheckpoint.put(checkpoint, open);
      open = new ArrayList<>();
    }
  }

  /** Everything that it, or an earlier one, holds. */
  List<String> checkpointCompleted(long checkpoint) {
    List<String> done = new ArrayList<>();
    byCheckpoint.headMap(checkpoint, true).values().forEach(done::addAll);
    byCheckpoint.headMap(checkpoint, true).clear();
    return done;
  }
}
