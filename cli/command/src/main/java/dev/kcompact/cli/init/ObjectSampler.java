package dev.kcompact.cli.init;

import dev.kcompact.cli.inspect.SampledObject;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.PairedObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Fetches a sample of a topic's objects, spread over its partitions and days. */
final class ObjectSampler {
  private static final int MAX_BYTES_OF_OBJECT = 4 << 20;
  private static final long MAX_BYTES = 48L << 20;

  private final ObjectStore store;
  private final ExecutorService fetchers;
  private final int gets;

  /**
   * @param gets most GETs for a topic
   */
  ObjectSampler(ObjectStore store, ExecutorService fetchers, int gets) {
    this.store = store;
    this.fetchers = fetchers;
    this.gets = gets;
  }

  List<SampledObject> sample(FoundTopic topic) {
    List<Listed> filled =
        topic.objects().stream().filter(listed -> listed.object().size() > 0).toList();
    int objects = Math.max(1, gets / (1 + topic.sides().size()));
    List<Future<SampledObject>> fetched = new ArrayList<>();
    long bytes = 0;
    for (Listed listed : order(filled, objects)) {
      bytes += Math.min(listed.object().size(), MAX_BYTES_OF_OBJECT);
      if (bytes <= MAX_BYTES || fetched.isEmpty()) {
        Callable<SampledObject> fetch = () -> fetch(topic, listed);
        fetched.add(fetchers.submit(fetch));
      }
    }
    return fetched.stream().map(ObjectSampler::get).toList();
  }

  /** Spread, so that a sample that ends early is spread too. */
  private static List<Listed> order(List<Listed> objects, int most) {
    return Spread.order(Spread.of(objects, most));
  }

  private static SampledObject get(Future<SampledObject> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted while objects were read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandException failure) {
        throw failure;
      }
      throw new IllegalStateException("an object is read, or reading it fails", e);
    }
  }

  private SampledObject fetch(FoundTopic topic, Listed listed) {
    SourceObject object = listed.object();
    Map<PairedObject, byte[]> sides = new EnumMap<>(PairedObject.class);
    for (PairedObject kind : topic.sides()) {
      kind.keyFor(object.key())
          .ifPresent(
              key ->
                  read(new SourceObject(key, "", MAX_BYTES_OF_OBJECT))
                      .ifPresent(bytes -> sides.put(kind, bytes)));
    }
    byte[] bytes = store.read(object, MAX_BYTES_OF_OBJECT);
    LocalDate day =
        DayLayout.day(topic.layout(), topic.directoriesOf(object.key()))
            .orElseGet(() -> LocalDate.ofInstant(listed.lastModified(), ZoneOffset.UTC));
    return new SampledObject(object.key(), day, bytes, object.size() > bytes.length, sides);
  }

  /** A side object; it was not listed, so that it may be missing. */
  private Optional<byte[]> read(SourceObject side) {
    try {
      return Optional.of(store.read(side, MAX_BYTES_OF_OBJECT));
    } catch (CommandException missing) {
      return Optional.empty();
    }
  }
}
