package dev.kcompact.testbed.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.FlinkJobResult;
import dev.kcompact.testbed.lambda.HandlerZip;
import dev.kcompact.testbed.template.DeployedTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Starts the complete stack from the build output, and accesses each server with its real client.
 */
@Tag("full")
class LocalStackIT {
  private static final List<String> LINKED = List.of("cli", "testbed", "conf", "statemachine");
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();

  @TempDir private static Path directory;
  private static final List<AutoCloseable> STARTED = new ArrayList<>();
  private static List<ProcessHandle> processes = List.of();

  @BeforeAll
  static void start() throws Exception {
    Path checkout = Files.createDirectories(directory.resolve("home"));
    for (String part : LINKED) {
      Files.createSymbolicLink(checkout.resolve(part), ROOT.resolve(part));
    }
    Path target = Files.createDirectories(checkout.resolve("finalizer-lambda/target"));
    HandlerZip.write(target.resolve("kcompact-finalizer-lambda-test.zip"));
    WorkFolder work = WorkFolder.take(directory.resolve("work"));
    STARTED.add(work);
    STARTED.add(LocalStack.start(new Checkout(checkout), work));
    processes = ProcessHandle.current().children().toList();
  }

  @AfterAll
  static void stop() throws Exception {
    for (int i = STARTED.size() - 1; i >= 0; i--) {
      STARTED.get(i).close();
    }
    for (String part : LINKED) {
      Files.delete(directory.resolve("home").resolve(part));
    }
    for (ProcessHandle process : processes) {
      process.onExit().get(20, SECONDS);
    }
    assertThat(processes).hasSizeGreaterThanOrEqualTo(3).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void storesAndListsObjects() {
    try (S3Client s3 = AwsClients.s3(stack().endpoints().s3())) {
      for (String key : List.of("list/a+0+0000000001.json", "list/a+0+0000000002.json", "list/b")) {
        s3.putObject(put -> put.bucket("kconnect").key(key), RequestBody.fromString("{}"));
      }

      assertThat(s3.getObjectAsBytes(get -> get.bucket("kconnect").key("list/b")).asUtf8String())
          .isEqualTo("{}");
      assertThat(
              s3.listObjectsV2(
                      list ->
                          list.bucket("kconnect")
                              .prefix("list/")
                              .startAfter("list/a+0+0000000001.json"))
                  .contents())
          .extracting(S3Object::key)
          .containsExactly("list/a+0+0000000002.json", "list/b");
    }
  }

  @Test
  void takesMultipartUploads() {
    byte[] part = new byte[5 * 1024 * 1024];
    try (S3Client s3 = AwsClients.s3(stack().endpoints().s3())) {
      String id = s3.createMultipartUpload(create -> create.bucket("lake").key("big")).uploadId();
      List<CompletedPart> parts =
          IntStream.rangeClosed(1, 2)
              .mapToObj(
                  number ->
                      CompletedPart.builder()
                          .partNumber(number)
                          .eTag(
                              s3.uploadPart(
                                      upload ->
                                          upload
                                              .bucket("lake")
                                              .key("big")
                                              .uploadId(id)
                                              .partNumber(number),
                                      RequestBody.fromBytes(part))
                                  .eTag())
                          .build())
              .toList();
      s3.completeMultipartUpload(
          complete ->
              complete
                  .bucket("lake")
                  .key("big")
                  .uploadId(id)
                  .multipartUpload(upload -> upload.parts(parts)));

      assertThat(s3.headObject(head -> head.bucket("lake").key("big")).contentLength())
          .isEqualTo(2L * part.length);
    }
  }

  @Test
  void countsRequestsByClientAndKind() throws Exception {
    JsonNode before = counts(AwsClients.APPLICATION);
    try (S3Client s3 = AwsClients.s3(stack().endpoints().s3())) {
      s3.putObject(put -> put.bucket("kconnect").key("count/a"), RequestBody.fromString("1"));
      s3.getObjectAsBytes(get -> get.bucket("kconnect").key("count/a"));
      s3.getObjectAsBytes(get -> get.bucket("kconnect").key("count/a"));
    }
    JsonNode after = counts(AwsClients.APPLICATION);

    assertThat(after.path("put").asInt() - before.path("put").asInt()).isEqualTo(1);
    assertThat(after.path("get").asInt() - before.path("get").asInt()).isEqualTo(2);
    assertThat(after.path("head").asInt() - before.path("head").asInt()).isZero();
  }

  @Test
  void passesMessagesOn() throws Exception {
    Map<String, Object> both =
        Map.of("bootstrap.servers", stack().endpoints().kafka(), "auto.offset.reset", "earliest");
    StringSerializer text = new StringSerializer();
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(both, text, text)) {
      producer.send(new ProducerRecord<>("greetings", "k", "olá")).get(60, SECONDS);
    }
    Map<String, Object> reading = new HashMap<>(both);
    reading.put("group.id", "test");
    StringDeserializer back = new StringDeserializer();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(reading, back, back)) {
      consumer.subscribe(List.of("greetings"));
      List<String> values = new ArrayList<>();
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (values.isEmpty() && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofSeconds(1))) {
          values.add(message.value());
        }
      }
      assertThat(values).containsExactly("olá");
    }
  }

  @Test
  void hasTheDeploymentInPlace() throws Exception {
    try (S3Client s3 = AwsClients.s3(stack().endpoints().s3());
        SfnClient sfn = AwsClients.stepFunctions(stack().endpoints().aws())) {
      assertThat(s3.listObjectsV2(list -> list.bucket("lake").prefix("_kcompact/conf/")).contents())
          .extracting(S3Object::key)
          .contains(
              "_kcompact/conf/tables/orders.yaml", "_kcompact/conf/schemas/orders.schema.json");
      assertThat(
              sfn.describeStateMachine(machine -> machine.stateMachineArn(stack().stateMachine()))
                  .definition())
          .contains("function:kcompact-lock")
          .doesNotContain("${");
    }
    assertThat(get(stack().endpoints().serviceNow())).isEqualTo("[]");
  }

  @Test
  void theDocumentSaysOfEachResourceWhetherItWasCreatedHere() throws IOException {
    List<ResourceRow> rows = ResourceRow.of(ROOT.resolve("docs/deploy.md"));
    DeployedTemplate deployed = stack().deployed();

    assertThat(deployed.resources().keySet())
        .allSatisfy(name -> assertThat(ResourceRow.covering(rows, name)).containsExactly(true));
    assertThat(deployed.left().keySet())
        .allSatisfy(name -> assertThat(ResourceRow.covering(rows, name)).containsExactly(false));
  }

  @Test
  void runsTheJobFromItsFatJarThroughTheS3Plugin() throws Exception {
    try (FlinkJob job =
        stack()
            .startJob(
                stack().jobProperties().put("kcompact", "bounded", "true"),
                1,
                Duration.ofSeconds(2))) {
      FlinkJobResult result = job.waitFor(Duration.ofSeconds(90)).orElseThrow();

      assertThat(result.error()).isEmpty();
      assertThat(result.isFinished()).isTrue();
      assertThat(result.sum("requestsList")).isPositive();
    }
  }

  private static LocalStack stack() {
    return (LocalStack) STARTED.get(1);
  }

  private static JsonNode counts(String client) throws Exception {
    return new ObjectMapper().readTree(get(stack().endpoints().s3Requests())).path(client);
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString(UTF_8)).body();
  }
}
