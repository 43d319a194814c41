package dev.kcompact.finalizer.workflow;

import static dev.kcompact.finalizer.testing.DayFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.contract.message.TableDayEvent.Status;
import dev.kcompact.finalizer.failure.FailedException;
import dev.kcompact.finalizer.failure.RefusedException;
import dev.kcompact.finalizer.feedback.FeedbackHandler;
import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.lock.LockHandler;
import dev.kcompact.finalizer.notify.NotifyHandler;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.publish.PublishHandler;
import dev.kcompact.finalizer.rollback.RollbackHandler;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.settings.Settings.ServiceNow;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.MotoServer;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.RecordedMessages;
import dev.kcompact.finalizer.testing.ServiceNowReceiver;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The state machine as it is deployed, executed by moto, over the real handlers. */
class DailyWorkflowIT {
  private static final Path DEFINITION = Path.of("..", "statemachine", "daily.asl.json");
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final Map<String, String> NAMES =
      Map.of(
          "orders", "test_sales",
          "payments", "test_finance",
          "paid_orders", "test_sales");

  @TempDir Path tmp;
  private final MotoServer moto = MotoServer.running();
  private final RecordedMessages messages = new RecordedMessages();
  private DayFixture day;
  private ServiceNowReceiver serviceNow;
  private LambdaFront lambda;
  private SfnClient sfn;
  private GlueClient glue;
  private DynamoDbClient dynamo;
  private String machine;

  @BeforeEach
  void start() throws Exception {
    moto.reset();
    try (S3Client s3 =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .forcePathStyle(true)
            .build()) {
      s3.createBucket(bucket -> bucket.bucket("kconnect"));
      s3.createBucket(bucket -> bucket.bucket("lake"));
    }
    sfn = SfnClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    glue = GlueClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    dynamo = DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    dynamo.createTable(
        table ->
            table
                .tableName("locks")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("pk").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH)));
    day = new DayFixture(tmp, URI.create("s3://kconnect/"), URI.create("s3://lake/"));
    serviceNow = new ServiceNowReceiver();
    lambda = new LambdaFront(moto.lambdaPort, functions(withServiceNow(day.settings)));
    machine = createMachine();
  }

  @AfterEach
  void stop() {
    lambda.close();
    serviceNow.close();
  }

  private Map<String, RequestStreamHandler> functions(Settings settings) {
    return Map.of(
        "kcompact-lock", new LockHandler(settings),
        "kcompact-plan", new PlanHandler(settings),
        "kcompact-finalize", new FinalizeHandler(settings),
        "kcompact-publish", new PublishHandler(settings),
        "kcompact-feedback", new FeedbackHandler(settings, () -> messages, Clock.systemUTC()),
        "kcompact-rollback", new RollbackHandler(settings),
        "kcompact-notify", new NotifyHandler(settings));
  }

  private Settings withServiceNow(Settings s) {
    return new Settings(
        s.source(),
        s.lake(),
        s.tables(),
        s.lockTable(),
        s.glueDatabasePrefix(),
        s.kafka(),
        s.feedbackTopic(),
        s.deadLetterTopic(),
        Optional.of(
            new ServiceNow(
                serviceNow.url(), Optional.empty(), Optional.of("user"), Optional.of("secret"))),
        s.zone(),
        s.tmp(),
        s.tmpBytes(),
        s.duckDbMemoryBytes(),
        s.duckDbThreads(),
        s.sliceBytes(),
        s.timeReserve(),
        s.lockDuration());
  }

  private String createMachine() throws Exception {
    String definition = Files.readString(DEFINITION);
    for (String function :
        List.of("Lock", "Plan", "Finalize", "Publish", "Feedback", "Rollback", "Notify")) {
      definition =
          definition.replace(
              "${" + function + "FunctionArn}",
              "kcompact-" + function.toLowerCase(java.util.Locale.ROOT));
    }
    String text = definition;
    return sfn.createStateMachine(
            m ->
                m.name("kcompact-daily")
                    .definition(text)
                    .roleArn("arn:aws:iam::123456789012:role/kcompact"))
        .stateMachineArn();
  }

  @Test
  void publishesAWholeDay() throws Exception {
    day.wholeDay();

    assertThat(run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(published("SELECT order_id, amount FROM files ORDER BY 1", "orders"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
    assertThat(published("SELECT order_id, paid FROM files", "paid_orders"))
        .containsExactly(List.of("O-1", "10.50"));
    assertThat(events()).hasSize(3).allMatch(event -> event.status() == Status.PUBLISHED);
    TableDayEvent orders =
        events().stream().filter(e -> e.table().equals("orders")).findFirst().orElseThrow();
    assertThat(orders.rows()).isEqualTo(2);
    assertThat(orders.duplicates()).isEqualTo(1);
    assertThat(orders.invalid()).isEqualTo(1);
    assertThat(orders.corrupt()).isEqualTo(1);
    assertThat(orders.objects()).isEqualTo(2);
    assertThat(orders.location()).isEqualTo(partition("orders").storageDescriptor().location());
    assertThat(messages.on("dead-letters")).hasSize(1);
    RecordedMessages.Sent invalid = messages.on("dead-letters").get(0);
    assertThat(invalid.key()).isEqualTo("topics/orders/dt=2026-11-22/orders+0+0000000003.json#0");
    assertThat(invalid.value()).contains("\"order_id\":\"bad\"");
    assertThat(invalid.headers())
        .containsEntry("kc-reason", "pattern:/order_id")
        .containsEntry("kc-source", "finalizer")
        .containsEntry("kc-table", "orders");
    assertThat(lockState()).isEqualTo("FREE");
    assertThat(serviceNow.incidents).isEmpty();
  }

  @Test
  void aSecondRunPublishesTheSameDataAtANewLocation() throws Exception {
    day.wholeDay();
    run();
    String before = partition("orders").storageDescriptor().location();

    assertThat(run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(partition("orders").storageDescriptor().location()).isNotEqualTo(before);
    assertThat(published("SELECT order_id, amount FROM files ORDER BY 1", "orders"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
    assertThat(Long.parseLong(partition("orders").parameters().get("kcompact.token")))
        .isEqualTo(Long.parseLong(lock().get("token").n()));
  }

  @Test
  void aStartWhileTheDayRunsEndsAsADuplicate() throws Exception {
    List<StoredObject> objects = day.raw("orders", 0);
    String first = begin("{\"date\": \"2026-11-22\", \"planAttempts\": 20, \"waitSeconds\": 1}");
    awaitCalls("kcompact-plan", 1);

    assertThat(await(begin("{\"scheduledTime\": \"2026-11-23T05:00:00Z\"}")).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(lockState()).isEqualTo("HELD");
    assertThat(lock().get("owner").s()).isEqualTo(first);

    day.compact("orders", objects, DayFixture.order("O-1", "1.00", 0, 0));
    assertThat(await(first).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(published("SELECT order_id FROM files", "orders")).containsExactly(List.of("O-1"));
    assertThat(lockState()).isEqualTo("FREE");
  }

  @Test
  void anIncompleteDayIsRejectedWithOneIncidentThatTheNextRunResolves() throws Exception {
    day.wholeDay();
    run();
    String before = partition("orders").storageDescriptor().location();
    messages.sent.clear();
    List<StoredObject> late = day.raw("orders", 9);

    DescribeExecutionResponse failed = run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.error()).isEqualTo("DayIncomplete");
    assertThat(failed.cause()).contains("orders+0+0000000009.json");
    assertThat(partition("orders").storageDescriptor().location()).isEqualTo(before);
    assertThat(events()).hasSize(3).allMatch(event -> event.status() == Status.REJECTED);
    assertThat(incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "1"));
    assertThat(lockState()).isEqualTo("FREE");

    assertThat(run().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(incidents()).hasSize(1);

    day.compact("orders", "late.parquet", late, DayFixture.order("O-3", "1.00", 9, 0));
    assertThat(run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "6"));
  }

  @Test
  void aBrokenFailRuleRejectsTheDay() throws Exception {
    String row =
        DayFixture.order("O-1", "1.00", 0, 0).replace("\"customer\": 1", "\"customer\": 666");
    day.compact("orders", day.raw("orders", 0), row);

    DescribeExecutionResponse failed = run();

    assertThat(failed.error()).isEqualTo("DayRejected");
    assertThat(failed.cause())
        .isEqualTo("orders: rule customer_is_known (fail) is broken by 1 rows");
    assertThat(hasPartition("orders")).isFalse();
    assertThat(incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "1"));
    assertThat(lockState()).isEqualTo("FREE");
  }

  @Test
  void aFailureAfterPublishingRollsBackToThePreviousLocations() throws Exception {
    day.wholeDay();
    run();
    String before = partition("orders").storageDescriptor().location();
    Map<String, String> parameters = partition("orders").parameters();
    messages.sent.clear();
    lambda.failAfter("kcompact-publish", new RefusedException("the answer is lost"));

    DescribeExecutionResponse failed = run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(partition("orders").storageDescriptor().location()).isEqualTo(before);
    assertThat(partition("orders").parameters()).isEqualTo(parameters);
    assertThat(events()).hasSize(3).allMatch(event -> event.status() == Status.ROLLED_BACK);
    assertThat(events().get(0).reason()).isEqualTo("RefusedException: the answer is lost");
    assertThat(incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "1"));
    assertThat(lockState()).isEqualTo("FREE");
  }

  @Test
  void aFirstDayThatIsRolledBackLeavesNoPartition() throws Exception {
    day.wholeDay();
    lambda.failAfter("kcompact-publish", new RefusedException("the answer is lost"));

    run();

    assertThat(hasPartition("orders")).isFalse();
    assertThat(hasPartition("paid_orders")).isFalse();
  }

  @Test
  void aRollbackOnRequestGoesBackToTheRunBefore() throws Exception {
    day.wholeDay();
    run();
    String before = partition("orders").storageDescriptor().location();
    run();
    messages.sent.clear();
    lambda.failAfter("kcompact-rollback", new FailedException("the answer is lost"));

    String rollback = begin("{\"date\": \"2026-11-22\", \"action\": \"ROLLBACK\"}");

    DescribeExecutionResponse done = await(rollback);
    assertThat(done.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done.output()).contains("\"ROLLED_BACK\"");
    assertThat(partition("orders").storageDescriptor().location()).isEqualTo(before);
    assertThat(events()).hasSize(3).allMatch(event -> event.status() == Status.ROLLED_BACK);
    assertThat(events().get(0).reason()).isEqualTo("RolledBack: asked for by " + rollback);
    assertThat(serviceNow.incidents).isEmpty();
    assertThat(lockState()).isEqualTo("FREE");
  }

  @Test
  void anUnknownActionFailsWithoutALock() throws Exception {
    DescribeExecutionResponse failed =
        await(begin("{\"date\": \"2026-11-22\", \"action\": \"ROLL\"}"));

    assertThat(failed.error()).isEqualTo("UnknownAction");
    assertThat(dynamo.scan(scan -> scan.tableName("locks")).count()).isZero();
  }

  @Test
  void withoutKafkaTheDayStaysPublishedAndAnIncidentSaysSo() throws Exception {
    day.wholeDay();
    lambda.failBefore("kcompact-feedback", new RefusedException("Kafka is away"));

    DescribeExecutionResponse failed = run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(published("SELECT order_id FROM files ORDER BY 1", "orders")).hasSize(2);
    assertThat(lambda.calls).doesNotContain("kcompact-rollback");
    assertThat(incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "1"));
    assertThat(lockState()).isEqualTo("FREE");
  }

  @Test
  void aTransientFailureIsRetried() throws Exception {
    day.wholeDay();
    lambda.failBefore("kcompact-plan", new FailedException("Failed to list objects: s3://x"));

    assertThat(run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(lambda.calls.stream().filter("kcompact-plan"::equals)).hasSize(2);
  }

  @Test
  void feedbackIsRetriedUntilKafkaIsBack() throws Exception {
    day.wholeDay();
    messages.flushesThatFail.set(1);

    assertThat(run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(events()).hasSize(3);
    assertThat(lambda.calls.stream().filter("kcompact-feedback"::equals)).hasSize(2);
  }

  @Test
  void aLostAnswerOfTheLockIsNoDuplicate() throws Exception {
    day.wholeDay();
    lambda.failAfter("kcompact-lock", new FailedException("the answer is lost"));

    assertThat(run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(hasPartition("orders")).isTrue();
  }

  @Test
  void anInputWithoutADayFailsWithoutALock() throws Exception {
    DescribeExecutionResponse failed = await(begin("{}"));

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.cause()).contains("names no day");
    assertThat(dynamo.scan(scan -> scan.tableName("locks")).count()).isZero();
  }

  @Test
  void aServiceNowThatRefusesDoesNotFailTheDay() throws Exception {
    day.wholeDay();
    serviceNow.troubles.addAll(List.of(403, 403, 403));

    assertThat(run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(lockState()).isEqualTo("FREE");
  }

  private DescribeExecutionResponse run() throws InterruptedException {
    return await(begin("{\"date\": \"2026-11-22\", \"planAttempts\": 1, \"waitSeconds\": 1}"));
  }

  private String begin(String input) {
    String name = "test-" + UUID.randomUUID();
    return sfn.startExecution(start -> start.stateMachineArn(machine).name(name).input(input))
        .executionArn();
  }

  private DescribeExecutionResponse await(String execution) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (System.nanoTime() < deadline) {
      DescribeExecutionResponse now = sfn.describeExecution(d -> d.executionArn(execution));
      if (now.status() != ExecutionStatus.RUNNING) {
        return now;
      }
      assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    throw new AssertionError("the execution does not end; called: " + lambda.calls);
  }

  private void awaitCalls(String function, int count) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (lambda.calls.stream().filter(function::equals).count() < count) {
      assertThat(System.nanoTime()).as("deadline for " + function).isLessThan(deadline);
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private Partition partition(String table) {
    return glue.getPartition(
            p -> p.databaseName(NAMES.get(table)).tableName(table).partitionValues(DAY.toString()))
        .partition();
  }

  private boolean hasPartition(String table) {
    try {
      partition(table);
      return true;
    } catch (EntityNotFoundException none) {
      return false;
    }
  }

  private List<List<String>> published(String query, String table) throws Exception {
    String location = partition(table).storageDescriptor().location();
    List<String> keys =
        day.lake.list(location.substring("s3://lake/".length())).stream()
            .map(StoredObject::key)
            .toList();
    return ParquetFile.query(day.downloaded(keys), query);
  }

  private List<TableDayEvent> events() {
    return messages.on("feedback").stream()
        .map(message -> TableDayEvent.fromJson(message.value()))
        .toList();
  }

  private Map<String, String> incidents() {
    Map<String, String> states = new TreeMap<>();
    serviceNow.incidents.forEach(i -> states.put(i.get("correlation_id"), i.get("state")));
    assertThat(states).hasSameSizeAs(serviceNow.incidents);
    return states;
  }

  private Map<String, AttributeValue> lock() {
    return dynamo
        .getItem(
            get -> get.tableName("locks").key(Map.of("pk", AttributeValue.fromS("day#" + DAY))))
        .item();
  }

  private String lockState() {
    return lock().get("state").s();
  }
}
