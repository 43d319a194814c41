package dev.kcompact.testbed.faults;

import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleWriter;
import dev.kcompact.testbed.sample.TableDay;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes objects in the order of their time, up to an allowed number. A failed write is repeated
 * until it succeeds, as Kafka Connect does. Thread-safe.
 */
final class Arrivals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final long AGAIN_MILLIS = 200;

  private final ObjectSink sink;
  private final long paceMillis;
  private final List<Arrival> order = new ArrayList<>();
  private final Semaphore allowed = new Semaphore(0);
  private final Map<String, BitSet> put = new HashMap<>();
  private final Thread thread = new Thread(this::run, "arrivals");
  private int expected;
  private long expectedRecords;

  private record Arrival(TableDay table, int index) {
    double time() {
      return (double) index / table.objects();
    }

    int records() {
      return table.object(index).records();
    }
  }

  /**
   * @param pace time between two objects
   */
  Arrivals(SampleDay day, ObjectSink sink, Duration pace) {
    this.sink = sink;
    this.paceMillis = pace.toMillis();
    for (TableDay table : day.tables()) {
      for (int index = 0; index < table.objects(); index++) {
        order.add(new Arrival(table, index));
      }
    }
    order.sort(Comparator.comparingDouble(Arrival::time));
    thread.setDaemon(true);
    thread.start();
  }

  /** Allows this many more objects. */
  void allow(int objects) {
    int more;
    synchronized (this) {
      more = Math.min(objects, order.size() - expected);
      expectedRecords +=
          order.subList(expected, expected + more).stream().mapToLong(Arrival::records).sum();
      expected += more;
    }
    allowed.release(more);
  }

  /** Allows all remaining objects. */
  void allowAll() {
    allow(order.size());
  }

  /** Records of the allowed objects. */
  synchronized long expectedRecords() {
    return expectedRecords;
  }

  /** Numbers of the written objects, by table; a copy. */
  synchronized Map<String, BitSet> put() {
    Map<String, BitSet> copy = new HashMap<>();
    put.forEach((table, objects) -> copy.put(table, (BitSet) objects.clone()));
    return copy;
  }

  private void run() {
    try {
      for (Arrival next : order) {
        allowed.acquire();
        put(next);
        synchronized (this) {
          put.computeIfAbsent(next.table().table(), table -> new BitSet()).set(next.index());
        }
        TimeUnit.MILLISECONDS.sleep(paceMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(Arrival next) throws InterruptedException {
    String key = next.table().object(next.index()).key();
    byte[] content = SampleWriter.content(next.table(), next.index());
    while (true) {
      try {
        sink.put(key, content);
        return;
      } catch (IOException e) {
        LOG.info("{}; retrying", e.getMessage());
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
