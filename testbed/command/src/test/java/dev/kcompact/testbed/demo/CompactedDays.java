package dev.kcompact.testbed.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.audit.CompactedLake.LakeFile;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.console.Console.Task;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.kafka.MessageLog;
import dev.kcompact.cli.workflow.Execution;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.testbed.KcompactTool;
import dev.kcompact.testbed.check.DayCheck;
import dev.kcompact.testbed.check.GluePublishedTables;
import dev.kcompact.testbed.permissions.RecordedCalls;
import dev.kcompact.testbed.permissions.StackPermissions;
import dev.kcompact.testbed.runbook.Runbook;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.stack.AwsClients;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The complete system from the build output, with sample days that the real job has compacted
 * before it ended. All results are read from the servers.
 */
final class CompactedDays implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofMinutes(4);

  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();

  /** Shorter than all timeouts, so that a group closes soon. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(4);

  private final Path directory;
  private final List<SampleDay> days;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final LocalStack stack;
  private final SampleStack sample;
  private final StackPermissions permissions;
  private final DynamoDbClient dynamoDb;

  /**
   * @param directory an empty folder
   */
  CompactedDays(Path directory, List<SampleDay> days) throws IOException, InterruptedException {
    this.directory = directory;
    this.days = List.copyOf(days);
    boolean started = false;
    try {
      WorkFolder work = keep(WorkFolder.take(directory.resolve("work")));
      Checkout checkout = new Checkout(ROOT);
      stack = keep(LocalStack.start(checkout, work));
      stack.announce();
      RecordedCalls calls = RecordedCalls.of(work.directory().resolve("lambda").resolve("code"));
      permissions = new StackPermissions(checkout, stack, calls, directory);
      sample = keep(new SampleStack(checkout, stack));
      dynamoDb = keep(AwsClients.dynamoDb(stack.endpoints().aws()));
      compact();
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private void compact() throws IOException, InterruptedException {
    LocalDate oldest =
        days.stream().map(day -> day.spec().date()).min(Comparator.naturalOrder()).orElseThrow();
    long objects = 0;
    try (FlinkJob job = sample.startJob(oldest, MAX_WAIT, 1);
        Task progress = Console.ofThisProcess().task("Compacting", "objects", -1)) {
      for (SampleDay day : days) {
        sample.write(day, () -> {});
        objects += day.spec().objects();
      }
      new CompactionProgress(job, sample.lake()).await(objects, TIMEOUT, progress);
    }
  }

  SampleStack sample() {
    return sample;
  }

  DayCheck check(SampleDay day) throws IOException {
    Path scratch = Files.createDirectories(directory.resolve("check"));
    return sample.check(day, withoutDeadLettersOfOtherDays(day), scratch);
  }

  private MessageLog withoutDeadLettersOfOtherDays(SampleDay day) {
    Set<String> others = new HashSet<>();
    for (SampleDay other : days) {
      for (TableDay table : other.tables()) {
        IntStream.range(0, other.equals(day) ? 0 : table.objects())
            .forEach(index -> others.add(table.object(index).key()));
      }
    }
    return (topic, taker) ->
        sample
            .kafka()
            .read(
                topic,
                message -> {
                  if (!others.contains(message.headers().getOrDefault("kc-object", ""))) {
                    taker.accept(message);
                  }
                });
  }

  /** Finalizes a day without waiting until it is complete. */
  Execution run(LocalDate day) throws InterruptedException {
    return follow(start("{\"date\":\"" + day + "\",\"planAttempts\":1,\"waitSeconds\":1}"));
  }

  /** Runs a command on a day of this stack and returns its exit code. */
  int command(String name, LocalDate day) {
    String work = directory.resolve("work").toString();
    return KcompactTool.run(name, "--date", day.toString(), "--work", work);
  }

  /** The operators' page, with this stack as its account. */
  Runbook runbook() throws IOException {
    Endpoints endpoints = stack.endpoints();
    return new Runbook(directory.resolve("runbook"))
        .with("WHERE", "--source s3://kconnect/ --lake s3://lake/ --s3-endpoint " + endpoints.s3())
        .with("LAKE", "s3://" + Endpoints.LAKE_BUCKET + "/")
        .with("MACHINE", stack.stateMachine())
        .with("APPLICATION", "kcompact-job")
        .with("KAFKA", endpoints.kafka())
        .with("SERVICENOW_SECRET", "kcompact/servicenow")
        .with("AWS_ENDPOINT_URL", endpoints.aws().toString())
        .with("AWS_ENDPOINT_URL_S3", endpoints.s3().toString())
        .with("AWS_ACCESS_KEY_ID", Endpoints.ACCESS_KEY)
        .with("AWS_SECRET_ACCESS_KEY", Endpoints.SECRET_KEY)
        .with("AWS_REGION", Endpoints.REGION)
        .with("AWS_DEFAULT_REGION", Endpoints.REGION);
  }

  String start(String input) {
    return sample.workflow().start(input);
  }

  Execution follow(String execution) throws InterruptedException {
    return follow(execution, state -> {});
  }

  Execution follow(String execution, Consumer<String> entered) throws InterruptedException {
    return sample.workflow().follow(execution, TIMEOUT, entered);
  }

  /** The current state of everything that a run changes. */
  record Published(Map<String, String> locations, List<String> files, long events, String token) {}

  Published published(LocalDate day) throws IOException {
    return new Published(locations(day), processed(), events(any -> true).size(), token(day));
  }

  /** Locations of the day's partitions by table, without missing ones. */
  Map<String, String> locations(LocalDate day) throws IOException {
    GluePublishedTables glue = new GluePublishedTables(sample.glue(), Endpoints.GLUE_PREFIX);
    Map<String, String> locations = new TreeMap<>();
    for (var table : sample.catalog().tables()) {
      glue.partition(table.domain(), table.name(), day)
          .ifPresent(partition -> locations.put(table.name(), partition.location()));
    }
    return locations;
  }

  private List<String> processed() {
    return keys(Endpoints.LAKE_BUCKET, "processed/");
  }

  /** The events of one run of a day. */
  List<TableDayEvent> events(LocalDate day, String run) throws IOException {
    return events(event -> event.day().equals(day) && event.run().equals(run));
  }

  private List<TableDayEvent> events(Predicate<TableDayEvent> wanted) throws IOException {
    List<TableDayEvent> events = new ArrayList<>();
    sample
        .kafka()
        .read(
            SampleStack.FEEDBACK,
            message -> events.add(TableDayEvent.fromJson(new String(message.value(), UTF_8))));
    return events.stream().filter(wanted).toList();
  }

  /** The start of the ids of the local stack's incidents. */
  static final String INCIDENT = "kcompact/kcompact.123456789012.us-east-1/";

  /** States of the day's incidents by correlation id. Fails if two have the same id. */
  Map<String, String> incidents(LocalDate day) {
    Map<String, String> states = new TreeMap<>();
    for (Map<String, String> incident : stack.serviceNow().incidents()) {
      String id = incident.getOrDefault("correlation_id", "");
      if (id.endsWith("/" + day)
          && states.put(id, incident.getOrDefault("state", "none")) != null) {
        throw new AssertionError("two incidents of " + id);
      }
    }
    return states;
  }

  /** The folder of logs and results. */
  Path work() {
    return directory.resolve("work");
  }

  /** The fencing token of the day's last run. */
  String token(LocalDate day) {
    return lock(day).get("token").n();
  }

  String lockState(LocalDate day) {
    return lock(day).get("state").s();
  }

  /** The name of the last run that held the lock. */
  String lastRun(LocalDate day) {
    return day.toString().replace("-", "") + "-" + token(day);
  }

  private Map<String, AttributeValue> lock(LocalDate day) {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("day#" + day));
    String table = stack.deployed().physicalId("LockTable");
    return dynamoDb.getItem(get -> get.tableName(table).key(key)).item();
  }

  /** Removes an object from the lake; the result restores it. */
  Runnable hide(String key) {
    byte[] content =
        sample
            .s3()
            .getObjectAsBytes(get -> get.bucket(Endpoints.LAKE_BUCKET).key(key))
            .asByteArray();
    sample.s3().deleteObject(delete -> delete.bucket(Endpoints.LAKE_BUCKET).key(key));
    return () -> put(key, content);
  }

  /** A compacted file of a table and day. */
  String compactedFile(String table, LocalDate day) {
    Optional<LakeFile> file =
        sample.lake().files(LakeLayout.compacted(table, day)).stream().findFirst();
    return file.orElseThrow().lineage().path();
  }

  /** The permissions of the deployment's roles. */
  StackPermissions permissions() {
    return permissions;
  }

  /** A function's answer to an event. */
  String invoke(String function, String event) throws IOException, InterruptedException {
    URI uri = stack.endpoints().aws().resolve("/2015-03-31/functions/" + function + "/invocations");
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(event)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Makes a run's documents older than any retention, through the server's files. */
  void age(LocalDate day, String run) throws IOException {
    Path documents = directory.resolve("work/s3/lake").resolve(LakeLayout.run(day, run));
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(90)));
    try (Stream<Path> files = Files.walk(documents)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, longAgo);
      }
    }
  }

  /** Keys of a bucket with a prefix. */
  List<String> keys(String bucket, String prefix) {
    return sample
        .s3()
        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** Changes a text in the workflow's table definitions; the result restores it. */
  Runnable redefine(String table, String text, String replacement) {
    String key = "_kcompact/conf/tables/" + table + ".yaml";
    String before =
        sample
            .s3()
            .getObjectAsBytes(get -> get.bucket(Endpoints.LAKE_BUCKET).key(key))
            .asUtf8String();
    if (!before.contains(text)) {
      throw new AssertionError(key + " does not say: " + text);
    }
    put(key, before.replace(text, replacement).getBytes(UTF_8));
    return () -> put(key, before.getBytes(UTF_8));
  }

  private void put(String key, byte[] content) {
    sample
        .s3()
        .putObject(
            put -> put.bucket(Endpoints.LAKE_BUCKET).key(key), RequestBody.fromBytes(content));
  }

  @Override
  public void close() {
    Exception failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw new IllegalStateException("Failed to stop a part", failure);
    }
  }
}
