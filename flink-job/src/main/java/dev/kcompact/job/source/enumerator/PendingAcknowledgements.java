package dev.kcompact.job.source.enumerator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Receipts of notifications that can be acknowledged once a completed checkpoint contains their
 * objects. Used in the coordinator's thread only.
 */
final class PendingAcknowledgements {
  private List<String> sinceLastCheckpoint = new ArrayList<>();
  private final TreeMap<Long, List<String>> byCheckpoint = new TreeMap<>();

  void add(Collection<String> receipts) {
    sinceLastCheckpoint.addAll(receipts);
  }

  void onCheckpointStarted(long checkpoint) {
    if (!sinceLastCheckpoint.isEmpty()) {
      byCheckpoint.put(checkpoint, sinceLastCheckpoint);
      sinceLastCheckpoint = new ArrayList<>();
    }
  }

  /** Returns the receipts that this or an earlier checkpoint contains. */
  List<String> onCheckpointCompleted(long checkpoint) {
    List<String> contained = new ArrayList<>();
    byCheckpoint.headMap(checkpoint, true).values().forEach(contained::addAll);
    byCheckpoint.headMap(checkpoint, true).clear();
    return contained;
  }
}
