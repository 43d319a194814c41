package dev.kcompact.job.source.state;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.DiscoveryState;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.TableRates;
import java.util.List;
import java.util.Map;

/**
 * The enumerator's checkpointed state: a cache of the lake and the bucket, limited to pending work.
 *
 * @param pending discovered objects that are in no group yet
 * @param ready unassigned groups
 * @param rates learned rates by table
 */
public record EnumeratorState(
    DiscoveryState discovery,
    Map<TableDay, List<PendingObject>> pending,
    List<FileGroup> ready,
    Map<String, TableRates> rates) {
  public static final EnumeratorState EMPTY =
      new EnumeratorState(DiscoveryState.EMPTY, Map.of(), List.of(), Map.of());

  public EnumeratorState {
    requireNonNull(discovery, "discovery is null");
    pending = Map.copyOf(pending);
    ready = List.copyOf(ready);
    rates = Map.copyOf(rates);
  }
}
