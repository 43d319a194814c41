package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.discovery.listing.PrefixHighWaterMarks;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * State that discovery keeps between two passes. Immutable.
 *
 * @param prefixes high-water marks by prefix, which ends with a slash; sorted
 * @param listedTables tables whose prefix was listed completely
 * @param lastFullScan epoch if there was none
 * @param lastPass epoch if there was none
 * @param remainderScans the last key that the scan of what is beyond the horizon has listed, by
 *     table; absent at the beginning
 * @param openListings listings that stopped at the intake's limit: the last key that was listed, by
 *     the directory that is listed; empty at the beginning
 */
public record DiscoveryState(
    Map<String, PrefixHighWaterMarks> prefixes,
    Set<String> listedTables,
    Instant lastFullScan,
    Instant lastPass,
    Map<String, String> remainderScans,
    Map<String, String> openListings) {
  public static final DiscoveryState EMPTY =
      new DiscoveryState(Map.of(), Set.of(), Instant.EPOCH, Instant.EPOCH);

  public DiscoveryState {
    prefixes = Collections.unmodifiableNavigableMap(new TreeMap<>(prefixes));
    listedTables = Set.copyOf(listedTables);
    requireNonNull(lastFullScan, "lastFullScan is null");
    requireNonNull(lastPass, "lastPass is null");
    remainderScans = Map.copyOf(remainderScans);
    openListings = Map.copyOf(openListings);
  }

  public DiscoveryState(
      Map<String, PrefixHighWaterMarks> prefixes,
      Set<String> listedTables,
      Instant lastFullScan,
      Instant lastPass) {
    this(prefixes, listedTables, lastFullScan, lastPass, Map.of(), Map.of());
  }

  /** This state with the progress of other scans of the remainder. */
  public DiscoveryState withRemainderScans(Map<String, String> positions) {
    return new DiscoveryState(
        prefixes, listedTables, lastFullScan, lastPass, positions, openListings);
  }

  /** This state with other open listings. */
  public DiscoveryState withOpenListings(Map<String, String> listings) {
    return new DiscoveryState(
        prefixes, listedTables, lastFullScan, lastPass, remainderScans, listings);
  }
}
