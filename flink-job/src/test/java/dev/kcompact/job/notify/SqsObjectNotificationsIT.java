package dev.kcompact.job.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.StoreOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The adapter against moto's SQS, over HTTP. */
@Tag("full")
class SqsObjectNotificationsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static Process moto;
  private static URI endpoint;
  private static SqsAsyncClient admin;
  private static int queues;

  private String queue;
  private ObjectNotifications notifications;

  @BeforeAll
  static void start() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    endpoint = URI.create("http://127.0.0.1:" + port);
    Path log = Files.createDirectories(Path.of("target", "moto")).resolve("moto.log");
    moto =
        new ProcessBuilder(
                "python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(moto::destroyForcibly));
    awaitReady();
    admin =
        SqsAsyncClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  private static void awaitReady() {
    HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/moto-api/")).build();
    await("moto answers; it needs python3 with moto 5.2, see target/moto/moto.log")
        .atMost(TIMEOUT)
        .failFast("moto has ended", () -> !moto.isAlive())
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
                    > 0);
  }

  @AfterAll
  static void stop() {
    admin.close();
    moto.destroyForcibly();
  }

  @BeforeEach
  void createQueue() throws Exception {
    String name = "raw-" + queues++;
    queue =
        admin
            .createQueue(
                request ->
                    request
                        .queueName(name)
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1")))
            .get()
            .queueUrl();
    StoreOptions store =
        new StoreOptions(
            null,
            "us-east-1",
            "test",
            "test",
            false,
            1,
            Duration.ofSeconds(10),
            StoreOptions.DEFAULTS.retries());
    notifications =
        ObjectNotifications.Factory.of(NotificationOptions.parse(queue), store)
            .open(StorageLocation.parseDirectory("s3://raw/topics/"));
  }

  @AfterEach
  void close() {
    notifications.close();
  }

  private void sendBody(String body) throws Exception {
    admin.sendMessage(request -> request.queueUrl(queue).messageBody(body)).get();
  }

  private void send(String bucket, String... keys) throws Exception {
    List<String> events = new ArrayList<>();
    for (String key : keys) {
      events.add(
          """
          {"eventTime":"2026-11-20T10:15:30Z","eventName":"ObjectCreated:Put",
           "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","size":7,"eTag":"e"}}}\
          """
              .formatted(bucket, URLEncoder.encode(key, UTF_8)));
    }
    sendBody("{\"Records\":[" + String.join(",", events) + "]}");
  }

  /** Number of messages in the queue, visible or not. */
  private int size() throws Exception {
    Map<QueueAttributeName, String> counts =
        admin
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(queue)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .get()
            .attributes();
    return counts.values().stream().mapToInt(Integer::parseInt).sum();
  }

  private static List<String> keys(NotificationBatch batch) {
    return batch.objects().stream().map(NotifiedObject::key).toList();
  }

  private static List<String> receipts(NotificationBatch batch) {
    return batch.objects().stream().map(NotifiedObject::receipt).toList();
  }

  @Test
  void everyNotificationIsDeliveredUntilItIsAcknowledged() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      send("raw", "topics/a+0+" + i + ".json");
      expected.add("a+0+" + i + ".json");
    }
    send("raw", "topics/b/1", "topics/b/2");
    expected.addAll(List.of("b/1", "b/2"));
    NotificationBatch batch = notifications.receive(1_000);
    assertThat(keys(batch)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(batch.requests()).isBetween(3, 10);
    notifications.acknowledge(receipts(batch));
    assertThat(size()).isZero();
    assertThat(notifications.receive(10).objects()).isEmpty();
    notifications.acknowledge(receipts(batch));
  }

  @Test
  void unacknowledgedNotificationsAreDeliveredAgain() throws Exception {
    send("raw", "topics/a");
    assertThat(keys(notifications.receive(10))).containsExactly("a");
    NotificationBatch again =
        await()
            .atMost(TIMEOUT)
            .until(() -> notifications.receive(10), batch -> !batch.objects().isEmpty());
    assertThat(keys(again)).containsExactly("a");
  }

  @Test
  void receivesUpToTheLimitOfObjectsByMessage() throws Exception {
    for (int i = 0; i < 25; i++) {
      send("raw", "topics/" + i);
    }
    assertThat(notifications.receive(5).objects().size()).isBetween(1, 10);
  }

  @Test
  void irrelevantMessagesAreDeletedAndMalformedOnesKept() throws Exception {
    sendBody("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"raw\"}");
    send("other", "topics/a");
    send("raw", "elsewhere/a");
    sendBody("no JSON");
    NotificationBatch batch = notifications.receive(100);
    assertThat(batch.objects()).isEmpty();
    assertThat(batch.ignored()).isEqualTo(3);
    assertThat(batch.malformed()).isEqualTo(1);
    assertThat(size()).as("for the redrive policy").isEqualTo(1);
  }

  @Test
  void aMissingQueueIsReportedInOneLine() {
    ObjectNotifications none =
        ObjectNotifications.Factory.of(
                NotificationOptions.parse(queue + "-none"),
                new StoreOptions(
                    null,
                    "us-east-1",
                    "test",
                    "test",
                    false,
                    1,
                    Duration.ofSeconds(10),
                    StoreOptions.DEFAULTS.retries()))
            .open(StorageLocation.parseDirectory("s3://raw/"));
    assertThatThrownBy(() -> none.receive(1))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Failed to receive notifications: " + queue + "-none: ")
        .hasMessageNotContaining("\n");
    none.close();
  }
}
