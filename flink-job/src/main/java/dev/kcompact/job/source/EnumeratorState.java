package dev.kcompact.job.source;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.Seen;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.PendingObject;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.TableRates;
import java.util.List;
import java.util.Map;

/**
 * What the enumerator checkpoints: a cache of the lake and the bucket, bounded by what is pending.
 *
 * @param seen how far discovery has come
 * @param pending discovered and in no group yet
 * @param ready groups that no reader has
 * @param rates learned, by table
 */
public record EnumeratorState(
    Seen seen,
    Map<TableDay, List<PendingObject>> pending,
    List<FileGroup> ready,
    Map<String, TableRates> rates) {
  public static final EnumeratorState EMPTY =
      new EnumeratorState(Seen.NOTHING, Map.of(), List.of(), Map.of());

  public EnumeratorState {
    requireNonNull(seen, "seen is null");
    pending = Map.copyOf(pending);
    ready = List.copyOf(ready);
    rates = Map.copyOf(rates);
  }
}
