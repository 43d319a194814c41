package dev.kcompact.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJobSettings;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.store.S3Store;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.testbed.stack.AwsClients;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.Servers;
import dev.kcompact.testbed.stack.StartedResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 and a Flink cluster of separate JVMs for the packaged job. Not thread-safe. */
public final class JobEnvironment implements AutoCloseable {
  private static final int SLOTS = 2;
  private static final int ATTEMPTS = 20;

  private final Path folder;
  private final Duration patience;
  private final StartedResources resources = new StartedResources();
  private final S3Client s3;
  private final CompactedLake lake;
  private final StandaloneCluster cluster;
  private final JobStart start;

  /**
   * Starts everything except the job.
   *
   * @param folder for all its files
   * @param changes changes of the delivered properties of the application's group
   * @param patience timeout of all conditions
   */
  public JobEnvironment(
      Checkout checkout, Path folder, Map<String, String> changes, Duration patience)
      throws Exception {
    this.folder = folder;
    this.patience = patience;
    boolean started = false;
    try {
      WorkFolder work = resources.add(WorkFolder.take(folder.resolve("work")));
      int port = new FreePorts().next();
      String endpoint = "http://127.0.0.1:" + port;
      resources.add(Servers.s3(checkout, work, port));
      s3 = resources.add(AwsClients.s3(URI.create(endpoint)));
      lake =
          new CompactedLake(
              new S3Store(s3, StorageLocation.parse("s3://" + Endpoints.LAKE_BUCKET + "/")));
      Map<String, String> flink =
          new HashMap<>(FlinkJobSettings.s3Plugin(URI.create(endpoint), Endpoints.ACCESS));
      // The plugin's upload threads keep the class loader of the job that started them, and several
      // jobs run in these JVMs.
      flink.put("classloader.check-leaked-classloader", "false");
      ClusterOptions options = new ClusterOptions(SLOTS, flink);
      cluster =
          resources.add(StandaloneCluster.start(checkout, folder.resolve("cluster"), options, 1));
      JobProperties properties =
          JobProperties.read(checkout.configuration().resolve("job/application_properties.json"))
              .remove("kafka")
              .s3(URI.create(endpoint), Endpoints.ACCESS);
      changes.forEach((key, value) -> properties.put("kcompact", key, value));
      start =
          new JobStart(
              SLOTS,
              Duration.ofSeconds(1),
              folder.resolve("checkpoints").toUri(),
              properties.write(folder.resolve("application_properties.json")),
              null);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /** A client; closed with this. */
  public S3Client s3() {
    return s3;
  }

  /** The cluster. */
  public StandaloneCluster cluster() {
    return cluster;
  }

  /** Settings: two tasks of each kind, a checkpoint per second, no state. */
  public JobStart start() {
    return start;
  }

  /**
   * Stops the job and returns its savepoint. The job refuses a savepoint while its lease is
   * expired, which can happen on a busy machine, so a failed one is requested again while the job
   * runs.
   */
  public String stopped(String job) throws Exception {
    AtomicReference<@Nullable String> savepoint = new AtomicReference<>();
    await(
        "the savepoint is complete",
        () -> {
          try {
            savepoint.set(stopWithSavepoint(job));
            return true;
          } catch (IOException e) {
            assertThat(cluster.rest().status(job)).as(e.getMessage()).hasValue("RUNNING");
            System.out.println(e.getMessage());
            return false;
          }
        });
    await("the job has ended", () -> cluster.rest().status(job).equals(Optional.of("FINISHED")));
    return Objects.requireNonNull(savepoint.get());
  }

  private String stopWithSavepoint(String job) throws Exception {
    String request = cluster.rest().stop(job, folder.resolve("savepoints").toUri());
    await("the savepoint has ended", () -> cluster.rest().savepoint(job, request).isPresent());
    return cluster.rest().savepoint(job, request).orElseThrow();
  }

  /** The metadata of the newest complete checkpoint. */
  public Path newestCheckpoint() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
        return files
            .filter(file -> file.endsWith("_metadata"))
            .max(Comparator.comparing(file -> file.toFile().lastModified()))
            .orElseThrow();
      } catch (UncheckedIOException e) {
        // Flink deleted an older checkpoint meanwhile.
        if (attempt == ATTEMPTS) {
          throw e.getCause();
        }
      }
    }
  }

  /** The size of the newest checkpoint's metadata. */
  public long checkpointBytes() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Files.size(newestCheckpoint());
      } catch (NoSuchFileException e) {
        // A newer checkpoint has replaced it.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Objects in committed files, including duplicates. */
  public long committed() {
    return lake.files("compacted/").stream()
        .map(file -> file.lineage().lineage())
        .map(Lineage::entries)
        .mapToLong(List::size)
        .sum();
  }

  /** Fails if the condition is not true in time. */
  public void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(300))
        .pollInSameThread()
        .until(condition);
  }

  @Override
  public void close() {
    resources.close();
  }
}
