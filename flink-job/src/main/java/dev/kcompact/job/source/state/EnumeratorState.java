package dev.kcompact.job.source.state;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.TableRates;
import dev.kcompact.job.plan.UnreadableEntry;
import java.util.List;
import java.util.Map;

/**
 * The enumerator's checkpointed state: a cache of the lake and the bucket, limited to pending work.
 *
 * @param pending discovered objects that are in no group yet
 * @param ready unassigned groups
 * @param rates learned rates by table
 * @param unreadable objects that were set aside
 */
public record EnumeratorState(
    DiscoveryState discovery,
    Map<TableDay, List<PendingObject>> pending,
    List<FileGroup> ready,
    Map<String, TableRates> rates,
    List<UnreadableEntry> unreadable) {
  public static final EnumeratorState EMPTY =
      new EnumeratorState(DiscoveryState.EMPTY, Map.of(), List.of(), Map.of(), List.of());

  public EnumeratorState {
    requireNonNull(discovery, "discovery is null");
    pending = Map.copyOf(pending);
    ready = List.copyOf(ready);
    rates = Map.copyOf(rates);
    unreadable = List.copyOf(unreadable);
  }

  /** This state with another discovery state. */
  EnumeratorState with(DiscoveryState other) {
    return new EnumeratorState(other, pending, ready, rates, unreadable);
  }

  EnumeratorState withUnreadable(List<UnreadableEntry> entries) {
    return new EnumeratorState(discovery, pending, ready, rates, entries);
  }
}
