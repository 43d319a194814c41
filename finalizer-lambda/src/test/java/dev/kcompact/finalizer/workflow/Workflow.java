package dev.kcompact.finalizer.workflow;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.finalizer.clean.CleanHandler;
import dev.kcompact.finalizer.feedback.FeedbackHandler;
import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.latedata.LateDataReprocessingHandler;
import dev.kcompact.finalizer.ledger.LedgerHandler;
import dev.kcompact.finalizer.lock.LockHandler;
import dev.kcompact.finalizer.notify.NotifyHandler;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.publish.PublishHandler;
import dev.kcompact.finalizer.rollback.RollbackHandler;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.settings.Settings.ServiceNow;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.FaultyServiceNow;
import dev.kcompact.finalizer.testing.RecordedMessages;
import dev.kcompact.finalizer.testing.SharedMoto;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StateEnteredEventDetails;

/**
 * Runs the deployed state machine on moto with the real handlers. Each test starts with empty
 * stores; its fields are set before the test's own {@code BeforeEach} methods.
 */
final class Workflow implements BeforeEachCallback, AfterEachCallback {
  static final Path DEFINITION = Path.of("..", "statemachine", "daily.asl.json");

  private static final Duration LONGEST = Duration.ofSeconds(240);
  private static final Pattern FUNCTION = Pattern.compile("\\$\\{(\\w+)FunctionArn}");

  private final UnaryOperator<String> definition;
  private final List<AutoCloseable> resources = new ArrayList<>();
  RecordedMessages messages = new RecordedMessages();
  Path tmp;
  DayFixture day;
  FaultyServiceNow serviceNow;
  InProcessFunctions lambda;
  SfnClient sfn;
  PublishedCatalog catalog;
  LockItems locks;
  private String machine = "";
  private int machines;

  Workflow() {
    this(UnaryOperator.identity());
  }

  /** {@code definition} changes the deployed definition. */
  Workflow(UnaryOperator<String> definition) {
    this.definition = definition;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    SharedMoto moto = SharedMoto.running();
    moto.reset();
    tmp = Files.createTempDirectory("workflow");
    try (S3Client s3 =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .forcePathStyle(true)
            .build()) {
      s3.createBucket(bucket -> bucket.bucket("kconnect"));
      s3.createBucket(bucket -> bucket.bucket("lake"));
    }
    locks = opened(new LockItems());
    locks.createTable();
    day =
        new DayFixture(
            tmp, StorageLocation.parse("s3://kconnect/"), StorageLocation.parse("s3://lake/"));
    catalog = opened(new PublishedCatalog(day));
    sfn = opened(SfnClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build());
    serviceNow = opened(new FaultyServiceNow());
    lambda = new InProcessFunctions(functions(withServiceNow(day.settings)));
    opened(moto.route(lambda));
    redefine(definition);
  }

  private <T extends AutoCloseable> T opened(T resource) {
    resources.add(resource);
    return resource;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Collections.reverse(resources);
    for (AutoCloseable resource : resources) {
      resource.close();
    }
    try (Stream<Path> files = Files.walk(tmp)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** Returns the functions by the names that {@link #createMachine} uses. */
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

  private static String createSecret() {
    try (SecretsManagerClient secrets =
        SecretsManagerClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      String login =
          "{\"user\": \"%s\", \"password\": \"%s\"}"
              .formatted(ServiceNowReceiver.USER, ServiceNowReceiver.PASSWORD);
      return secrets
          .createSecret(secret -> secret.name("kcompact/servicenow").secretString(login))
          .arn();
    }
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
        Optional.of(new ServiceNow(serviceNow.uri(), createSecret(), Optional.empty())),
        s.zone(),
        s.tmp(),
        s.tmpBytes(),
        s.duckDbMemoryBytes(),
        s.finalizeMemoryBytes(),
        s.duckDbThreads(),
        s.workUnitBytes(),
        s.timeReserve(),
        s.lockDuration(),
        s.runRetention());
  }

  /** Changes the deployed definition for later executions. */
  void redefine(UnaryOperator<String> change) throws IOException {
    machine = createMachine(change.apply(Files.readString(DEFINITION)));
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

  /** Finalizes the day with one attempt of Plan, and waits for the end. */
  DescribeExecutionResponse run() {
    return await(begin("{\"date\": \"2026-11-22\", \"planAttempts\": 1, \"waitSeconds\": 1}"));
  }

  /** Starts an execution; returns its ARN. */
  String begin(String input) {
    String name = "test-" + UUID.randomUUID();
    return sfn.startExecution(start -> start.stateMachineArn(machine).name(name).input(input))
        .executionArn();
  }

  DescribeExecutionResponse await(String execution) {
    awaitThat(() -> status(execution) != ExecutionStatus.RUNNING, "end of " + execution);
    return sfn.describeExecution(d -> d.executionArn(execution));
  }

  /** Returns the input of an execution's first entry into a state. */
  String inputOf(String execution, String state) {
    return sfn
        .getExecutionHistoryPaginator(h -> h.executionArn(execution).includeExecutionData(true))
        .events()
        .stream()
        .map(HistoryEvent::stateEnteredEventDetails)
        .filter(entered -> entered != null && state.equals(entered.name()))
        .map(StateEnteredEventDetails::input)
        .findFirst()
        .orElseThrow(() -> new AssertionError(execution + " never entered " + state));
  }

  ExecutionStatus status(String execution) {
    return sfn.describeExecution(d -> d.executionArn(execution)).status();
  }

  void awaitCalls(String function, int count) {
    awaitThat(() -> calls(function) >= count, count + " calls of " + function);
  }

  long calls(String function) {
    return lambda.calls.stream().filter(function::equals).count();
  }

  /** Returns the number of calls that have ended, with success or failure. */
  long answered(String function) {
    return lambda.answers.stream().filter(function::equals).count();
  }

  void awaitThat(BooleanSupplier condition, String what) {
    Awaitility.await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(condition.getAsBoolean())
                    .as("waiting for %s; called: %s", what, lambda.calls)
                    .isTrue());
  }

  List<TableDayEvent> events() {
    return messages.on("feedback").stream()
        .map(message -> TableDayEvent.fromJson(message.value()))
        .toList();
  }

  /** Returns states by correlation id; each id has one incident. */
  Map<String, String> incidents() {
    Map<String, String> states = new TreeMap<>();
    serviceNow.incidents().forEach(i -> states.put(i.get("correlation_id"), i.get("state")));
    assertThat(states).hasSameSizeAs(serviceNow.incidents());
    return states;
  }
}
