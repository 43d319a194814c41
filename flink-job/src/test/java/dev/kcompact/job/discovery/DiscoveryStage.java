package dev.kcompact.job.discovery;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.discovery.Coverage.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Discovery over a store, a lake and a clock that a test drives by hand. */
class DiscoveryStage {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final DiscoveryOptions OPTIONS =
      new DiscoveryOptions(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(10), 3);

  final ListedStore store = new ListedStore();
  final Map<String, String> committed = new HashMap<>();
  final Coverage lake =
      (day, object) -> {
        String etag = committed.get(object.key());
        if (etag == null) {
          return Verdict.OPEN;
        }
        return etag.equals(object.etag()) ? Verdict.COVERED : Verdict.CHANGED;
      };
  Seen seen = Seen.NOTHING;
  Instant now = START;

  Found look(BaseTable table) throws IOException {
    Discovery discovery = new Discovery(store, List.of(table), OPTIONS, false);
    Found found = discovery.look(seen, now, lake, discovery.isSweepDue(seen, now));
    seen = found.seen();
    return found;
  }

  List<String> poll(BaseTable table) throws IOException {
    return keys(look(table).objects());
  }

  static List<String> keys(List<FoundObject> objects) {
    return objects.stream().map(object -> object.object().key()).toList();
  }

  Found first(BaseTable table) throws IOException {
    return new Discovery(store, List.of(table), OPTIONS, false)
        .look(Seen.NOTHING, now, lake, false);
  }

  String put(String directory, int partition, long offset) {
    String key = String.format("topics/t/%s/t+%d+%010d.json", directory, partition, offset);
    store.put(key, 10, now);
    return key;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void commit(String key) throws IOException {
    store.list(key, null).objects().forEach(object -> committed.put(object.key(), object.etag()));
  }
}
