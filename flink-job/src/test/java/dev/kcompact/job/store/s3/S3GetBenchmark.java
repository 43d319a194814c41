package dev.kcompact.job.store.s3;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.StoreOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * Measures the CPU of a GET by the job's client and the SDK's service client alternately. Not a
 * test: run it against a local S3 server that has objects, such as that of {@code ./kcompact up},
 * after {@code mvn -DskipTests package}:
 *
 * <pre>
 * java -Xmx512m -cp 'flink-job/target/test-classes:flink-job/target/*' dev.kcompact.job.store.s3.S3GetBenchmark \
 *     ENDPOINT BUCKET ACCESS-KEY SECRET-KEY GETS
 * </pre>
 */
public final class S3GetBenchmark {
  private static final int IN_FLIGHT = 64;
  private static final int ROUNDS = 4;
  private static final int KEYS = 2_000;

  private S3GetBenchmark() {}

  /** A client to measure. */
  private interface Getter {
    CompletableFuture<?> get(String key);
  }

  /** Prints microseconds of CPU. */
  public static void main(String[] arguments) throws Exception {
    RequestCounter uncounted = kind -> {};
    StorageLocation root = StorageLocation.parseDirectory("s3://" + arguments[1] + "/");
    StoreOptions defaults = StoreOptions.DEFAULTS;
    StoreOptions options =
        new StoreOptions(
            arguments[0],
            "us-east-1",
            arguments[2],
            arguments[3],
            true,
            IN_FLIGHT,
            defaults.timeout(),
            defaults.retries());
    SdkEventLoopGroup threads = SdkEventLoopGroup.builder().build();
    try (S3ObjectStore store = new S3ObjectStore(root, options, uncounted);
        S3AsyncClient client =
            S3ClientFactory.create(options, uncounted, S3ClientFactory.http(options, threads))) {
      List<String> keys = keys(store);
      int gets = Integer.parseInt(arguments[4]);
      for (int round = 1; round <= ROUNDS; round++) {
        measure(round, "job", keys, gets, store::fetch);
        measure(
            round,
            "SDK",
            keys,
            gets,
            key ->
                client.getObject(
                    get -> get.bucket(root.bucket()).key(key), AsyncResponseTransformer.toBytes()));
      }
    }
    System.exit(0);
  }

  private static List<String> keys(ObjectStore store) throws Exception {
    List<String> keys = new ArrayList<>();
    Listing page = store.list("", null);
    page.objects().forEach(object -> keys.add(object.key()));
    while (page.more() && keys.size() < KEYS) {
      page = store.list("", keys.get(keys.size() - 1));
      page.objects().forEach(object -> keys.add(object.key()));
    }
    return keys;
  }

  private static void measure(int round, String who, List<String> keys, int gets, Getter getter)
      throws InterruptedException {
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    long all = allThreads();
    long calling = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < gets; i++) {
      inFlight.acquire();
      var unused =
          getter
              .get(keys.get(i % keys.size()))
              .whenComplete((done, failure) -> ended(inFlight, failure));
    }
    inFlight.acquire(IN_FLIGHT);
    System.out.printf(
        "round %d, %s: %d us of CPU a GET, %d of them in the calling thread%n",
        round,
        who,
        (allThreads() - all) / 1_000 / gets,
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - calling) / 1_000 / gets);
  }

  private static void ended(Semaphore inFlight, @Nullable Throwable failure) {
    if (failure != null) {
      failure.printStackTrace();
      System.exit(1);
    }
    inFlight.release();
  }

  private static long allThreads() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
