package dev.kcompact.testbed.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.FlinkJobResult;
import dev.kcompact.cli.job.FlinkJobSettings;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.ServerProcess;
import dev.kcompact.cli.store.S3Store;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Runs the packaged job on objects with every naming scheme, and checks its S3 requests by the
 * server's counts: one GET per object, no HEAD, and no more listings than documented.
 */
@Tag("full")
class EveryNamingIT {
  private static final String JOB = "kcompact-job";
  private static final int PAGE = 1000;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final Checkout checkout = new Checkout(ROOT);
  private final EveryNaming objects = new EveryNaming(LocalDate.now(ZoneOffset.UTC));
  private WorkFolder work;
  private ServerProcess server;
  private URI endpoint;
  private S3Client s3;
  private CompactedLake lake;

  @BeforeEach
  void start() throws Exception {
    work = WorkFolder.take(folder.resolve("work"));
    int port = new FreePorts().next();
    server = Servers.s3(checkout, work, port);
    endpoint = URI.create("http://127.0.0.1:" + port);
    s3 = AwsClients.s3(endpoint);
    lake =
        new CompactedLake(
            new S3Store(s3, StorageLocation.parse("s3://" + Endpoints.LAKE_BUCKET + "/")));
    objects.writeDefinitions(folder.resolve("conf"));
  }

  @AfterEach
  void stop() {
    s3.close();
    server.close();
    work.close();
  }

  @Test
  void aBoundedRunAsksForEachObjectOnce() throws Exception {
    objects.write(s3, Endpoints.SOURCE_BUCKET, 25);
    try (FlinkJob job = job(properties().put("kcompact", "bounded", "true"))) {
      FlinkJobResult result = job.waitFor(TIMEOUT).orElseThrow();
      assertThat(result.error()).isEmpty();
      assertThat(result.isFinished()).isTrue();
      assertEverythingIsCommittedOnce();
      assertOneGetAnObject(result);
    }
    int tables = objects.tables().size();
    assertThat(count("list"))
        .as("a page each for new keys, and one listing each")
        .isBetween((long) tables, (long) pages() + tables);
  }

  @Test
  void theAlwaysOnJobAsksForEachObjectOnce() throws Exception {
    objects.write(s3, Endpoints.SOURCE_BUCKET, 12);
    long began = System.nanoTime();
    FlinkJob job =
        job(
            properties()
                .put("kcompact", "poll-interval", POLL.toString())
                .put("kcompact", "group.max-wait", "1s"));
    try (job) {
      awaitObjects(job);
      objects.write(s3, Endpoints.SOURCE_BUCKET, 12);
      awaitObjects(job);
    }
    FlinkJobResult result = job.waitFor(TIMEOUT).orElseThrow();
    assertThat(result.status()).isEqualTo("CANCELED");
    long polls = Duration.ofNanos(System.nanoTime() - began).dividedBy(POLL) + 1;
    assertEverythingIsCommittedOnce();
    assertOneGetAnObject(result);
    assertThat(count("list"))
        .as("new keys by the page, and a listing of each directory per poll")
        .isLessThanOrEqualTo(2 * pages() + polls * objects.watched());
  }

  private JobProperties properties() {
    return new JobProperties()
        .put("kcompact", "source", "s3://" + Endpoints.SOURCE_BUCKET + "/")
        .put("kcompact", "lake", "s3://" + Endpoints.LAKE_BUCKET + "/")
        .put("kcompact", "tables", folder.resolve("conf").toUri().toString())
        .s3(endpoint, Endpoints.ACCESS);
  }

  private FlinkJob job(JobProperties properties) throws InterruptedException {
    Path directory = folder.resolve("job");
    FlinkJobSettings settings =
        new FlinkJobSettings(
            1,
            Duration.ofSeconds(1),
            StorageLocation.ofFolder(directory.resolve("checkpoints")),
            properties.write(directory.resolve("application_properties.json")),
            StorageLocation.parse("s3://" + Endpoints.LAKE_BUCKET + "/"),
            FlinkJobSettings.s3Plugin(endpoint, Endpoints.ACCESS));
    return FlinkJob.start(
        checkout.installation(), settings, directory, work.log("flink"), new FreePorts().next());
  }

  private void awaitObjects(FlinkJob job) {
    Awaitility.await("every object is committed")
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(500))
        .failFast("the job has ended", () -> job.waitFor(Duration.ofMillis(1)).isPresent())
        .until(() -> committed().size() >= objects.keys().size());
  }

  private List<Lineage> lineage() {
    return lake.files("compacted/").stream().map(file -> file.lineage().lineage()).toList();
  }

  private List<String> committed() {
    return lineage().stream()
        .flatMap(file -> file.entries().stream())
        .map(Lineage.Entry::key)
        .toList();
  }

  private void assertEverythingIsCommittedOnce() {
    assertThat(committed()).containsExactlyInAnyOrderElementsOf(objects.keys());
    assertThat(lineage().stream().mapToLong(Lineage::rows).sum()).isEqualTo(objects.rows());
    assertThat(lineage().stream().mapToLong(Lineage::corruptRows).sum()).isZero();
    assertThat(lineage().stream().map(Lineage::table).distinct())
        .containsExactlyInAnyOrderElementsOf(objects.tables());
  }

  /**
   * The number of GETs equals that of objects, and each object was read, so none was read twice. If
   * a server under load fails to answer, the job's retries are counted.
   */
  private void assertOneGetAnObject(FlinkJobResult result) throws Exception {
    assertThat(count("get")).isEqualTo(objects.keys().size() + result.sum("kcompact.retriesGet"));
    assertThat(count("head")).isZero();
    assertThat(counts().properties())
        .as("clients that the raw bucket has seen, but for the one that wrote it")
        .filteredOn(client -> !client.getKey().equals(AwsClients.APPLICATION))
        .filteredOn(client -> !client.getValue().isEmpty())
        .singleElement()
        .satisfies(client -> assertThat(client.getKey()).isEqualTo(JOB));
    assertThat(counts().path(JOB).properties())
        .as("kinds of requests")
        .allSatisfy(kind -> assertThat(kind.getKey()).isIn("get", "list"));
  }

  private long count(String kind) throws Exception {
    return counts().path(JOB).path(kind).asLong();
  }

  private JsonNode counts() throws IOException, InterruptedException {
    URI uri = endpoint.resolve("/_requests?bucket=" + Endpoints.SOURCE_BUCKET);
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString(UTF_8)).body());
  }

  private int pages() {
    return objects.tables().size() + objects.keys().size() / PAGE;
  }
}
