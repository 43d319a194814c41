package dev.kcompact.testbed.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.FlinkJobSettings;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.kafka.KafkaMessageLog;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.store.FileStore;
import dev.kcompact.contract.footer.Footer;
import dev.kcompact.contract.footer.FooterReader;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.message.DeadLetterHeaders;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the packaged job with Kafka over TLS with a password. Kafka stops meanwhile: no file may be
 * committed without its dead letters, or without saying that they are left to the finalizer, and no
 * file or dead letter may be lost.
 */
@Tag("full")
class KafkaAwayIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final Duration OUTAGE = Duration.ofSeconds(5);
  private static final String TOPIC = "dead-letters";
  private static final int OBJECTS = 20;
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();

  private static final Map<String, String> IMPATIENT =
      Map.of(
          "producer.delivery.timeout.ms", "4000",
          "producer.request.timeout.ms", "1000",
          "producer.linger.ms", "0",
          "producer.max.block.ms", "4000");
  private static final Map<String, String> SKIPPING = new HashMap<>(IMPATIENT);

  static {
    SKIPPING.put("dead-letter.on-unavailable", "skip");
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final Checkout checkout = new Checkout(ROOT);
  private final Set<String> keys = new HashSet<>();
  private final Set<String> expected = new TreeSet<>();
  private WorkFolder work;
  private SecureBroker broker;
  private CompactedLake lake;

  @BeforeEach
  void start() throws Exception {
    work = WorkFolder.take(folder.resolve("work"));
    broker = new SecureBroker(checkout, work);
    broker.start();
    Files.createDirectories(folder.resolve("lake"));
    lake = new CompactedLake(new FileStore(StorageLocation.ofFolder(folder.resolve("lake"))));
    Path tables = Files.createDirectories(folder.resolve("conf/tables"));
    for (String table : List.of("events", "clean")) {
      Files.writeString(
          tables.resolve(table + ".yaml"),
          """
          table: TABLE
          domain: test
          source: {topic: TABLE, prefix: topics/TABLE/}
          day: {from: last-modified, zone: UTC}
          schema: schemas/events.json
          key: [id]
          """
              .replace("TABLE", table));
    }
    Path schemas = Files.createDirectories(folder.resolve("conf/schemas"));
    Files.writeString(
        schemas.resolve("events.json"),
        """
        {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
        """);
  }

  @AfterEach
  void stop() {
    broker.close();
    work.close();
  }

  @Test
  void exactlyOnceWaitsUntilKafkaIsBackAndLosesNothing() throws Exception {
    nothingIsLost("exactly-once");
  }

  @Test
  @Tag("long")
  void atLeastOnceWaitsUntilKafkaIsBackAndLosesNothing() throws Exception {
    nothingIsLost("at-least-once");
  }

  /** Only files with dead letters wait: those of other tables, and of good objects, do not. */
  @Test
  void aJobThatWaitsGoesOnWithWhatHasNoDeadLetters() throws Exception {
    write();
    writeGood("clean", 0);
    try (FlinkJob job = job("at-least-once", IMPATIENT)) {
      await(job, "the first objects are committed", () -> committed().size() == OBJECTS + 1);
      broker.kill();
      write();
      for (int i = 1; i <= OBJECTS; i++) {
        writeGood("clean", i);
        int committed = OBJECTS + 1 + i;
        await(job, "clean objects are committed", () -> committed().size() == committed);
      }
      assertThat(committed().stream().filter(key -> key.contains("/events/")))
          .as("committed without its dead letters")
          .hasSize(OBJECTS);
      broker.start();
      await(job, "all is committed", () -> committed().size() == keys.size());
      await(job, "all messages arrived", () -> new HashSet<>(received()).equals(expected));
    }
    assertThat(committed()).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(deferred()).isEmpty();
  }

  /** Dead letters of the outage are in the files that say so; all others are on the topic. */
  @Test
  void aJobThatSkipsGoesOnWithoutKafka() throws Exception {
    write();
    try (FlinkJob job = job("at-least-once", SKIPPING)) {
      await(job, "the first objects are committed", () -> committed().size() == OBJECTS);
      assertThat(deferred()).as("Kafka is available").isEmpty();
      broker.kill();
      write();
      await(job, "the objects of the outage", () -> committed().size() == 2 * OBJECTS);
      Set<String> ofOutage = deferred();
      assertThat(ofOutage).as("nobody could send them").isNotEmpty();
      broker.start();
      // Checks of an outage are half a minute apart, so some files of later are deferred too.
      await(
          job,
          "the job sends dead letters again",
          () -> {
            write();
            return deferred().size() < expected.size() - OBJECTS
                && received().stream().anyMatch(ofLater(2 * OBJECTS));
          });
      await(job, "all is committed", () -> committed().size() == keys.size());
      await(job, "all dead letters arrived", () -> union(received(), deferred()).equals(expected));
      assertThat(received()).doesNotContainAnyElementsOf(ofOutage);
    }
    assertThat(committed()).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void aJobThatSkipsStartsWithoutKafka() throws Exception {
    broker.kill();
    write();
    try (FlinkJob job = job("at-least-once", SKIPPING)) {
      await(job, "all is committed", () -> committed().size() == OBJECTS);
      assertThat(restarts(job)).isZero();
    }
    assertThat(deferred()).isEqualTo(expected);
  }

  private void writeGood(String table, int number) throws IOException {
    Path directory =
        Files.createDirectories(folder.resolve("raw/topics/" + table + "/partition=0"));
    String name = "%s+0+%010d.json".formatted(table, number);
    Path hidden = folder.resolve("hidden");
    Files.writeString(hidden, "{\"id\":" + number + "}\n");
    Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    keys.add("topics/" + table + "/partition=0/" + name);
  }

  private static Predicate<String> ofLater(int object) {
    return letter -> {
      int offset = Integer.parseInt(letter.replaceAll(".*\\+(\\d+)\\.json#.*", "$1"));
      return offset >= object * 3;
    };
  }

  private static Set<String> union(Collection<String> some, Collection<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  /** Keys of the dead letters that the job left to the finalizer: each object has one. */
  private Set<String> deferred() throws IOException {
    Set<String> letters = new TreeSet<>();
    Path compacted = folder.resolve("lake/compacted");
    if (!Files.exists(compacted)) {
      return letters;
    }
    try (Stream<Path> files = Files.walk(compacted)) {
      for (Path file : files.filter(KafkaAwayIT::isCommitted).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Footer footer = FooterReader.read(length -> bytes);
        if (footer.deferredLetters().isPresent()) {
          footer
              .lineage()
              .orElseThrow()
              .entries()
              .forEach(entry -> letters.add(DeadLetterHeaders.key(entry.key(), 1)));
        }
      }
    }
    return letters;
  }

  private static boolean isCommitted(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("part-") && name.endsWith(".parquet");
  }

  private void nothingIsLost(String guarantee) throws Exception {
    boolean once = guarantee.equals("exactly-once");
    write();
    try (FlinkJob job = job(guarantee, once ? Map.of() : IMPATIENT)) {
      await(job, "the first objects are committed", () -> committed().size() == OBJECTS);
      broker.kill();
      write();
      long end = System.nanoTime() + OUTAGE.toNanos();
      await(job, "the outage lasts a while", () -> System.nanoTime() > end);
      assertThat(committed()).as("committed without its dead letters").hasSize(OBJECTS);
      broker.start();
      write();
      await(job, "all is committed", () -> committed().size() == 3 * OBJECTS);
      await(job, "all messages arrived", () -> new HashSet<>(received()).size() == expected.size());
    }
    assertThat(committed()).containsExactlyInAnyOrderElementsOf(keys);
    List<Lineage> files =
        lake.files("compacted/").stream().map(file -> file.lineage().lineage()).toList();
    assertThat(files.stream().mapToLong(Lineage::rows).sum()).isEqualTo(3L * keys.size());
    assertThat(files.stream().mapToLong(Lineage::corruptRows).sum()).isEqualTo(expected.size());
    assertThat(new TreeSet<>(received())).isEqualTo(expected);
    if (once) {
      assertThat(received()).doesNotHaveDuplicates();
    }
  }

  /** About twenty objects of three records each, the second of which is broken. */
  private void write() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("raw/topics/events/partition=0"));
    for (int i = 0; i < OBJECTS; i++) {
      String name = String.format("events+0+%010d.json", keys.size() * 3);
      String key = "topics/events/partition=0/" + name;
      Path hidden = folder.resolve("hidden");
      // Each is broken differently, because the same text would be a returning record.
      Files.writeString(hidden, "{\"id\":1}\n{\"id\":" + keys.size() + ",\n{\"id\":3}\n");
      Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      keys.add(key);
      expected.add(DeadLetterHeaders.key(key, 1));
    }
  }

  private FlinkJob job(String guarantee, Map<String, String> producer) throws Exception {
    Path directory = folder.resolve("job");
    JobProperties properties =
        new JobProperties()
            .put("kcompact", "source", folder.resolve("raw").toUri().toString())
            .put("kcompact", "lake", folder.resolve("lake").toUri().toString())
            .put("kcompact", "tables", folder.resolve("conf").toUri().toString())
            .put("kcompact", "poll-interval", "300ms")
            .put("kcompact", "poll-interval.max", "1s")
            .put("kcompact", "group.max-wait", "500ms")
            .put("kafka", "bootstrap.servers", broker.secure())
            .put("kafka", "dead-letter.topic", TOPIC)
            .put("kafka", "delivery-guarantee", guarantee);
    broker.producer().forEach((name, value) -> properties.put("kafka", name, value));
    producer.forEach((name, value) -> properties.put("kafka", name, value));
    FlinkJobSettings settings =
        new FlinkJobSettings(
            1,
            Duration.ofSeconds(1),
            StorageLocation.ofFolder(directory.resolve("checkpoints")),
            properties.write(directory.resolve("application_properties.json")),
            StorageLocation.ofFolder(folder.resolve("lake")),
            Map.of());
    return FlinkJob.start(
        checkout.installation(), settings, directory, work.log("flink"), new FreePorts().next());
  }

  private static void await(FlinkJob job, String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(500))
        .failFast("the job has ended", () -> job.waitFor(Duration.ofMillis(1)).isPresent())
        .until(condition);
  }

  private static int restarts(FlinkJob job) throws Exception {
    String id = rest(job, "/jobs").path("jobs").path(0).path("id").asText();
    return rest(job, "/jobs/" + id + "/metrics?get=numRestarts").path(0).path("value").asInt();
  }

  private static JsonNode rest(FlinkJob job, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(job.rest().resolve(path)).build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  private List<String> committed() {
    return lake.files("compacted/").stream()
        .flatMap(file -> file.lineage().lineage().entries().stream())
        .map(Lineage.Entry::key)
        .toList();
  }

  /** Keys of committed messages, including duplicates. */
  private List<String> received() throws IOException {
    List<String> received = new ArrayList<>();
    new KafkaMessageLog(broker.plain()).read(TOPIC, message -> received.add(message.key()));
    return received;
  }
}
