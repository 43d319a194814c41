package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * State that discovery keeps between two passes. Immutable.
 *
 * @param prefixes high-water marks by prefix, which ends with a slash
 * @param listedTables tables whose prefix was listed completely
 * @param lastFullScan epoch if there was none
 * @param lastPass epoch if there was none
 */
public record DiscoveryState(
    Map<String, PrefixHighWaterMarks> prefixes,
    Set<String> listedTables,
    Instant lastFullScan,
    Instant lastPass) {
  public static final DiscoveryState EMPTY =
      new DiscoveryState(Map.of(), Set.of(), Instant.EPOCH, Instant.EPOCH);

  public DiscoveryState {
    prefixes = Map.copyOf(prefixes);
    listedTables = Set.copyOf(listedTables);
    requireNonNull(lastFullScan, "lastFullScan is null");
    requireNonNull(lastPass, "lastPass is null");
  }
}
