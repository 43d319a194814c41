package dev.kcompact.job;

import dev.kcompact.job.table.JobTables;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * A JVM with a small heap that compacts a folder in one task, including the coordinator, and prints
 * the peak of its heap after garbage collections.
 *
 * <p>Arguments: working folder with {@code raw/} and {@code schema.json}, table names joined by
 * commas, properties as {@code name=value}.
 */
public final class HeapRun {
  private static final AtomicLong PEAK = new AtomicLong();

  private HeapRun() {}

  public static void main(String[] arguments) throws Exception {
    watchCollections();
    Path folder = Path.of(arguments[0]);
    JobTables tables =
        Tables.definitionsOf(
            Files.readString(folder.resolve("schema.json")), arguments[1].split(","));
    try (LocalCluster cluster =
        new LocalCluster(
            folder.resolve("state"),
            folder.resolve("raw").toUri().toString(),
            folder.resolve("lake").toUri() + "/",
            1)) {
      cluster.property("bounded", "true");
      for (int i = 2; i < arguments.length; i++) {
        int sign = arguments[i].indexOf('=');
        cluster.property(arguments[i].substring(0, sign), arguments[i].substring(sign + 1));
      }
      cluster.await(cluster.submit(tables, 1, null));
    }
    System.out.println("\npeak after collections, MiB: " + (PEAK.get() >> 20));
  }

  private static void watchCollections() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, nothing) ->
                  PEAK.accumulateAndGet(
                      inUse((CompositeData) notification.getUserData()), Math::max),
              null,
              null);
    }
  }

  private static long inUse(CompositeData data) {
    return com.sun.management.GarbageCollectionNotificationInfo.from(data)
        .getGcInfo()
        .getMemoryUsageAfterGc()
        .entrySet()
        .stream()
        .filter(pool -> pool.getKey().matches(".*(Eden|Survivor|Tenured|Old).*"))
        .map(pool -> pool.getValue())
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
