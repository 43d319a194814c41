package dev.kcompact.finalizer.workflow;

import static dev.kcompact.finalizer.testing.DayFixture.DAY;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpServer;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.finalizer.clean.CleanHandler;
import dev.kcompact.finalizer.feedback.FeedbackHandler;
import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.latedata.LateDataReprocessingHandler;
import dev.kcompact.finalizer.ledger.LedgerHandler;
import dev.kcompact.finalizer.lock.DynamoLockTable;
import dev.kcompact.finalizer.lock.LockHandler;
import dev.kcompact.finalizer.lock.LockItem;
import dev.kcompact.finalizer.lock.LockTable;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StateEnteredEventDetails;

/**
 * The state machine as it is deployed, executed by moto over the real handlers, and what one sees
 * of it from outside: catalog, messages, incidents, lock.
 */
final class WorkflowStage implements AutoCloseable {
  /** The definition that is deployed. */
  static final Path DEFINITION = Path.of("..", "statemachine", "daily.asl.json");

  private static final Duration LONGEST = Duration.ofSeconds(240);
  private static final Pattern FUNCTION = Pattern.compile("\\$\\{(\\w+)FunctionArn}");
  private static final Map<String, String> NAMES =
      Map.of(
          "orders", "test_sales",
          "payments", "test_finance",
          "paid_orders", "test_sales");

  final RecordedMessages messages = new RecordedMessages();
  final DayFixture day;
  final ServiceNowReceiver serviceNow;
  final LambdaFront lambda;
  final SfnClient sfn =
      SfnClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  private final GlueClient glue =
      GlueClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  private final DynamoDbClient dynamo =
      DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  private String machine;
  private int machines;

  private WorkflowStage(Path tmp, HttpServer invocations, UnaryOperator<String> definition)
      throws IOException {
    createStores();
    day =
        new DayFixture(
            tmp, StorageLocation.parse("s3://kconnect/"), StorageLocation.parse("s3://lake/"));
    serviceNow = new ServiceNowReceiver();
    lambda = new LambdaFront(invocations, functions(withServiceNow(day.settings)));
    machine = createMachine(definition.apply(Files.readString(DEFINITION)));
  }

  /** Sets everything up anew; what was there before is forgotten. */
  static WorkflowStage set(Path tmp) throws IOException {
    return set(tmp, UnaryOperator.identity());
  }

  /**
   * With a changed definition.
   *
   * @param definition is given what is deployed
   */
  static WorkflowStage set(Path tmp, UnaryOperator<String> definition) throws IOException {
    MotoServer moto = MotoServer.running();
    moto.reset();
    return new WorkflowStage(tmp, moto.lambda, definition);
  }

  private void createStores() {
    try (S3Client s3 =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .forcePathStyle(true)
            .build()) {
      s3.createBucket(bucket -> bucket.bucket("kconnect"));
      s3.createBucket(bucket -> bucket.bucket("lake"));
    }
    dynamo.createTable(
        table ->
            table
                .tableName("locks")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("pk").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH)));
  }

  /** By the name that {@link #createMachine} gives them. */
  private Map<String, RequestStreamHandler> functions(Settings settings) {
    return Map.of(
        "kcompact-lock", new LockHandler(settings),
        "kcompact-plan", new PlanHandler(settings),
        "kcompact-finalize", new FinalizeHandler(settings),
        "kcompact-ledger", new LedgerHandler(settings),
        "kcompact-publish", new PublishHandler(settings),
        "kcompact-clean", new CleanHandler(settings),
        "kcompact-feedback", new FeedbackHandler(settings, () -> messages, Clock.systemUTC()),
        "kcompact-lookback", new LateDataReprocessingHandler(settings, Clock.systemUTC()),
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
        s.topics(),
        Optional.of(
            new ServiceNow(
                serviceNow.url(), Optional.empty(), Optional.of("user"), Optional.of("secret"))),
        s.zone(),
        s.tmp(),
        s.tmpBytes(),
        s.duckDbMemoryBytes(),
        s.duckDbThreads(),
        s.workUnitBytes(),
        s.timeReserve(),
        s.lockDuration(),
        s.runRetention());
  }

  /**
   * What is begun from now on goes by another definition.
   *
   * @param definition is given what is deployed
   */
  void redefine(UnaryOperator<String> definition) throws IOException {
    machine = createMachine(definition.apply(Files.readString(DEFINITION)));
  }

  private String createMachine(String definition) {
    String text =
        FUNCTION
            .matcher(definition)
            .replaceAll(match -> "kcompact-" + match.group(1).toLowerCase(ROOT));
    return sfn.createStateMachine(
            m ->
                m.name("kcompact-daily-" + machines++)
                    .definition(text)
                    .roleArn("arn:aws:iam::123456789012:role/kcompact"))
        .stateMachineArn();
  }

  /** Finalizes the day, looking at it once, to the end. */
  DescribeExecutionResponse run() throws InterruptedException {
    return await(begin("{\"date\": \"2026-11-22\", \"planAttempts\": 1, \"waitSeconds\": 1}"));
  }

  /** Starts an execution; its ARN. */
  String begin(String input) {
    String name = "test-" + UUID.randomUUID();
    return sfn.startExecution(start -> start.stateMachineArn(machine).name(name).input(input))
        .executionArn();
  }

  DescribeExecutionResponse await(String execution) throws InterruptedException {
    awaitThat(() -> status(execution) != ExecutionStatus.RUNNING, "end of " + execution);
    return sfn.describeExecution(d -> d.executionArn(execution));
  }

  /** The input with which an execution came to a state first. */
  String inputOf(String execution, String state) {
    return sfn
        .getExecutionHistoryPaginator(h -> h.executionArn(execution).includeExecutionData(true))
        .events()
        .stream()
        .map(HistoryEvent::stateEnteredEventDetails)
        .filter(entered -> entered != null && state.equals(entered.name()))
        .map(StateEnteredEventDetails::input)
        .findFirst()
        .orElseThrow(() -> new AssertionError(execution + " never came to " + state));
  }

  ExecutionStatus status(String execution) {
    return sfn.describeExecution(d -> d.executionArn(execution)).status();
  }

  void awaitCalls(String function, int count) throws InterruptedException {
    awaitThat(() -> calls(function) >= count, count + " calls of " + function);
  }

  long calls(String function) {
    return lambda.calls.stream().filter(function::equals).count();
  }

  /** Calls that have ended, however. */
  long answered(String function) {
    return lambda.answers.stream().filter(function::equals).count();
  }

  /** Gives the day's lock away, as if its owner had been taken for dead. */
  void takeLock(String owner) {
    LockTable locks = new DynamoLockTable(dynamo, "locks");
    LockItem seen = locks.find(DAY).orElseThrow();
    LockItem next = new LockItem(owner, seen.token() + 1, true, seen.expiresAt());
    assertThat(locks.replace(DAY, Optional.of(seen), next)).isTrue();
  }

  void awaitThat(BooleanSupplier condition, String what) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("waiting for %s; called: %s", what, lambda.calls)
          .isLessThan(deadline);
      assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  Partition partition(String table) {
    return partition(table, DAY);
  }

  Partition partition(String table, LocalDate date) {
    return glue.getPartition(
            p -> p.databaseName(NAMES.get(table)).tableName(table).partitionValues(date.toString()))
        .partition();
  }

  boolean hasPartition(String table) {
    try {
      partition(table);
      return true;
    } catch (EntityNotFoundException none) {
      return false;
    }
  }

  String location(String table) {
    return location(table, DAY);
  }

  String location(String table, LocalDate date) {
    return partition(table, date).storageDescriptor().location();
  }

  /** Where the day's ledger of a table is. */
  String ledgerLocation(String table) {
    return glue.getPartition(
            p -> p.databaseName("test_ledger").tableName(table).partitionValues(DAY.toString()))
        .partition()
        .storageDescriptor()
        .location();
  }

  /** Names and types of a table's columns. */
  List<String> columns(String database, String table) {
    return glue
        .getTable(t -> t.databaseName(database).name(table))
        .table()
        .storageDescriptor()
        .columns()
        .stream()
        .map(column -> column.name() + " " + column.type())
        .toList();
  }

  /** What a reader of the catalog finds: rows of a query over the day's {@code files}. */
  List<List<String>> published(String query, String table) throws SQLException {
    return published(query, table, DAY);
  }

  List<List<String>> published(String query, String table, LocalDate date) throws SQLException {
    List<String> keys =
        day.lake.list(location(table, date).substring("s3://lake/".length())).stream()
            .map(StoredObject::key)
            .toList();
    return ParquetFile.query(day.downloaded(keys), query);
  }

  List<TableDayEvent> events() {
    return messages.on("feedback").stream()
        .map(message -> TableDayEvent.fromJson(message.value()))
        .toList();
  }

  /** State by correlation id, of which there is one each. */
  Map<String, String> incidents() {
    Map<String, String> states = new TreeMap<>();
    serviceNow.incidents.forEach(i -> states.put(i.get("correlation_id"), i.get("state")));
    assertThat(states).hasSameSizeAs(serviceNow.incidents);
    return states;
  }

  /** Whether any day was ever locked. */
  boolean hasLocks() {
    return dynamo.scan(scan -> scan.tableName("locks")).count() > 0;
  }

  Map<String, AttributeValue> lock() {
    return lock(DAY);
  }

  Map<String, AttributeValue> lock(LocalDate date) {
    return dynamo
        .getItem(
            get -> get.tableName("locks").key(Map.of("pk", AttributeValue.fromS("day#" + date))))
        .item();
  }

  String lockState() {
    return lock().get("state").s();
  }

  @Override
  public void close() {
    lambda.close();
    serviceNow.close();
    sfn.close();
    glue.close();
    dynamo.close();
  }
}
