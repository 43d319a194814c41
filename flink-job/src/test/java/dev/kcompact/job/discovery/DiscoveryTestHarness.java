package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.CommittedObjects.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Discovery over a store, a lake and a clock that a test controls. */
class DiscoveryTestHarness {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final DiscoveryOptions OPTIONS =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(10), 3);

  final InMemoryListing store = new InMemoryListing();
  final Map<String, String> committed = new HashMap<>();
  final CommittedObjects lake =
      (day, object) -> {
        String etag = committed.get(object.key());
        if (etag == null) {
          return Status.NEW;
        }
        return etag.equals(object.etag()) ? Status.COMMITTED : Status.REWRITTEN;
      };
  DiscoveryState state = DiscoveryState.EMPTY;
  Instant now = START;

  DiscoveryResult discover(BaseTable table) throws IOException {
    ObjectDiscovery discovery = new ObjectDiscovery(store, List.of(table), OPTIONS, false);
    DiscoveryResult result =
        discovery.discover(state, now, lake, discovery.isFullScanDue(state, now));
    state = result.state();
    return result;
  }

  List<String> newKeys(BaseTable table) throws IOException {
    return keys(discover(table).newObjects());
  }

  static List<String> keys(List<DiscoveredObject> objects) {
    return objects.stream().map(object -> object.object().key()).toList();
  }

  DiscoveryResult firstPass(BaseTable table) throws IOException {
    return new ObjectDiscovery(store, List.of(table), OPTIONS, false)
        .discover(DiscoveryState.EMPTY, now, lake, false);
  }

  String put(String directory, int partition, long offset) {
    String key = String.format("topics/t/%s/t+%d+%010d.json", directory, partition, offset);
    store.put(key, 10, now);
    return key;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  void commit(String key) throws IOException {
    store.list(key, null).objects().forEach(object -> committed.put(object.key(), object.etag()));
  }
}
