package dev.kcompact.testbed.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.workflow.Execution;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.contract.message.TableDayEvent.Status;
import dev.kcompact.testbed.demo.CompactedDays.Published;
import dev.kcompact.testbed.metrics.EmittedMetrics;
import dev.kcompact.testbed.metrics.ServiceMetrics;
import dev.kcompact.testbed.metrics.TemplateMetrics;
import dev.kcompact.testbed.runbook.Runbook;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.stack.Endpoints;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small days from raw objects to partitions, events and incidents, with the deployed artifacts: the
 * job's fat jar, the functions' zip and the state machine. Each case has a separate day.
 */
@Tag("full")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeSystemIT {
  private static final Path ROOT = Path.of("../..");
  private static final LocalDate TODAY = LocalDate.now(SampleSpec.ZONE);
  private static final int TABLES = 5;

  private static final SampleDay GOOD =
      SampleDay.of(SampleSpec.of(11, TODAY.minusDays(1), 120, 20));

  private static final SampleDay INCOMPLETE =
      SampleDay.of(SampleSpec.of(12, TODAY.minusDays(2), 40, 10));

  private static final SampleDay BROKEN =
      SampleDay.of(new SampleSpec(13, TODAY.minusDays(3), 40, 20, 0, 3, 2, 20, 4, true));

  private static final SampleDay LATE = SampleDay.of(SampleSpec.of(14, TODAY.minusDays(5), 40, 10));

  /** The day after the late one: its run finalizes the late day again. */
  private static final SampleDay NEXT = SampleDay.of(SampleSpec.of(16, TODAY.minusDays(4), 40, 10));

  private static final SampleDay CLEANED =
      SampleDay.of(SampleSpec.of(15, TODAY.minusDays(6), 40, 10));

  private CompactedDays days;
  private Runbook runbook;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    days = new CompactedDays(directory, List.of(GOOD, INCOMPLETE, BROKEN, LATE, NEXT, CLEANED));
    runbook = days.runbook();
  }

  /** Runs a procedure of the operators' page for a day, and expects it to succeed. */
  private String procedure(String title, LocalDate date) throws Exception {
    return procedure(title, date, 0);
  }

  private String procedure(String title, LocalDate date, int exit) throws Exception {
    Runbook.Result result = runbook.with("DAY", date.toString()).run(title);
    assertThat(result.exit()).as(result.output()).isEqualTo(exit);
    return result.output();
  }

  /** The execution that a procedure has started. */
  private Execution started(String output) throws Exception {
    Matcher arn = Pattern.compile("\"executionArn\": \"([^\"]+)\"").matcher(output);
    assertThat(arn.find()).as(output).isTrue();
    return days.follow(arn.group(1));
  }

  @AfterAll
  void stop() {
    runbook.close();
    days.close();
  }

  @Test
  void everyRecordIsInExactlyOneCompactedRow() throws Exception {
    for (SampleDay day : List.of(GOOD, INCOMPLETE, BROKEN, LATE)) {
      assertThat(days.sample().audit(date(day)))
          .hasSize(TABLES - 1)
          .allSatisfy(
              (table, audit) -> {
                assertThat(audit.raw()).hasSize(day.table(table).objects());
                assertThat(audit.coverage().isComplete()).as(audit.coverage().toString()).isTrue();
              });
    }
    assertThat(days.check(GOOD).compacted()).matches(report -> report.holds());
  }

  @Test
  void aStartWhileTheDayRunsTouchesNothingAndALaterOneMakesTheSame() throws Exception {
    LocalDate date = date(GOOD);
    Runnable comesBack = days.hide(days.compactedFile("shipments", date));
    String input = "{\"date\":\"%s\",\"planAttempts\":100,\"waitSeconds\":1}".formatted(date);
    String first = days.start(input);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch waits = new CountDownLatch(1);
      Future<Execution> running =
          thread.submit(() -> days.follow(first, state -> countDown(waits, state)));
      assertThat(waits.await(CompactedDays.TIMEOUT.toMillis(), MILLISECONDS)).isTrue();
      Published before = days.published(date);

      Execution duplicate = days.follow(days.start(input));

      assertThat(duplicate.succeeded()).isTrue();
      assertThat(duplicate.entered("AlreadyRunning")).isTrue();
      assertThat(duplicate.entered("Plan")).isFalse();
      assertThat(days.published(date)).isEqualTo(before);
      assertThat(before.locations()).isEmpty();
      assertThat(days.lockState(date)).isEqualTo("HELD");
      comesBack.run();
      assertThat(running.get(CompactedDays.TIMEOUT.toSeconds(), SECONDS).status())
          .isEqualTo("SUCCEEDED");
    } finally {
      thread.shutdownNow();
    }
    String firstRun = assertPublished(GOOD);

    assertThat(days.run(date).status()).isEqualTo("SUCCEEDED");

    String secondRun = assertPublished(GOOD);
    assertThat(secondRun).isGreaterThan(firstRun);
    assertThat(days.incidents(date)).isEmpty();

    assertThat(procedure("Check the day first", date))
        .contains(secondRun, "PUBLISHED", "Complete: ");

    procedure("Roll a day back", date);

    assertThat(days.locations(date))
        .hasSize(TABLES)
        .allSatisfy((table, location) -> assertThat(location).contains("/run=" + firstRun));
    assertThat(days.events(date, secondRun))
        .filteredOn(event -> event.status() == Status.ROLLED_BACK)
        .hasSize(TABLES);
    assertThat(days.lockState(date)).isEqualTo("FREE");
  }

  private static void countDown(CountDownLatch latch, String state) {
    if (state.equals("WaitForCompaction")) {
      latch.countDown();
    }
  }

  /** Checks that the day's partitions point at its last run, with all expected rows. */
  private String assertPublished(SampleDay day) throws Exception {
    String run = days.lastRun(date(day));
    assertPublishedTo(day, run);
    assertThat(days.check(day).publishedRun()).contains(run);
    assertThat(days.check(day).finalized(run)).matches(report -> report.holds());
    assertThat(days.lockState(date(day))).isEqualTo("FREE");
    return run;
  }

  private void assertPublishedTo(SampleDay day, String run) throws Exception {
    assertThat(days.locations(date(day)))
        .hasSize(TABLES)
        .allSatisfy((table, location) -> assertThat(location).contains("/run=" + run));
  }

  @Test
  void aMissingCompactedFileRejectsTheDayUntilItIsThere() throws Exception {
    LocalDate date = date(INCOMPLETE);
    assertThat(days.run(date).status()).isEqualTo("SUCCEEDED");
    assertPublished(INCOMPLETE);
    Map<String, String> locations = days.locations(date);
    days.hide(days.compactedFile("payments", date));

    Execution failed = days.run(date);

    assertThat(failed.status()).isEqualTo("FAILED");
    assertRejected(INCOMPLETE, "DayIncomplete: payments: ");
    assertThat(days.locations(date)).isEqualTo(locations);
    assertThat(days.incidents(date))
        .isEqualTo(Map.of(CompactedDays.INCIDENT + "payments/" + date, "1"));

    assertThat(days.run(date).status()).isEqualTo("FAILED");
    assertThat(days.incidents(date))
        .isEqualTo(Map.of(CompactedDays.INCIDENT + "payments/" + date, "1"));

    runbook.with("TABLE", "payments");
    procedure("Replay a day from its raw objects", date);
    assertPublished(INCOMPLETE);
    assertThat(days.incidents(date))
        .isEqualTo(Map.of(CompactedDays.INCIDENT + "payments/" + date, "6"));
  }

  @Test
  void aDayWithoutDataFailsUnlessItIsAllowed() throws Exception {
    LocalDate date = TODAY.minusDays(20);
    assertThat(days.run(date).status()).isEqualTo("FAILED");

    Execution allowed = started(procedure("Start a day that has no data", date));

    assertThat(allowed.status()).isEqualTo("SUCCEEDED");
    assertThat(days.locations(date)).isEmpty();
    assertThat(days.lockState(date)).isEqualTo("FREE");
  }

  @Test
  void aDayThatWasPublishedIncompleteIsFinalizedAgainByTheNextDaysRun() throws Exception {
    LocalDate date = date(LATE);
    Runnable comesBack = days.hide(days.compactedFile("payments", date));
    Execution incomplete = started(procedure("Publish an incomplete day", date));
    assertThat(incomplete.status()).isEqualTo("SUCCEEDED");
    assertThat(days.locations(date)).containsKey("orders").doesNotContainKey("payments");
    String first = days.lastRun(date);
    comesBack.run();

    Execution run = started(procedure("Late data", date(NEXT)));

    assertThat(run.status()).isEqualTo("SUCCEEDED");
    assertThat(run.entered("NextLateDay")).isTrue();
    assertThat(assertPublished(LATE)).isGreaterThan(first);
    assertThat(days.incidents(date)).isEmpty();
  }

  @Test
  void aBrokenFailRuleRejectsTheDayUntilItIsLoosened() throws Exception {
    LocalDate date = date(BROKEN);

    Execution failed = days.run(date);

    assertThat(failed.status()).isEqualTo("FAILED");
    assertRejected(BROKEN, "DayRejected: orders: rule currency_is_real (fail) is broken by ");
    assertThat(days.locations(date)).isEmpty();
    assertThat(days.incidents(date))
        .isEqualTo(Map.of(CompactedDays.INCIDENT + "orders/" + date, "1"));

    Runnable strictAgain = runbook.redefine("orders", "severity: fail", "severity: warn");
    try {
      procedure("Change a definition or a schema", date);
      procedure("Finalize a day again", date);
    } finally {
      strictAgain.run();
      procedure("Change a definition or a schema", date);
    }
    assertPublished(BROKEN);
    assertThat(days.incidents(date))
        .isEqualTo(Map.of(CompactedDays.INCIDENT + "orders/" + date, "6"));
    Map<String, String> locations = days.locations(date);

    procedure("Finalize a day again", date, ExitCode.DOES_NOT_HOLD);
    assertThat(days.locations(date)).isEqualTo(locations);
    assertThat(days.incidents(date))
        .isEqualTo(Map.of(CompactedDays.INCIDENT + "orders/" + date, "2"));

    assertThat(days.command("rollback", date)).isEqualTo(ExitCode.SUCCESS);
    assertThat(days.locations(date)).isEmpty();
  }

  @Test
  void aCleanUpTakesWhatIsProvenAndWhatIsOld() throws Exception {
    LocalDate date = date(CLEANED);
    assertThat(days.run(date).status()).isEqualTo("SUCCEEDED");
    String old = days.lastRun(date);
    assertThat(days.run(date).status()).isEqualTo("SUCCEEDED");
    assertThat(days.run(date).status()).isEqualTo("SUCCEEDED");
    days.age(date, old);
    Runnable keepAgain =
        days.redefine(
            "payments", "compaction:", "clean-up: { action: delete, after: 5d }\ncompaction:");
    try {
      Execution clean = days.follow(days.start("{\"action\":\"CLEAN\"}"));

      assertThat(clean.status()).isEqualTo("SUCCEEDED");
    } finally {
      keepAgain.run();
    }
    assertThat(days.keys(Endpoints.LAKE_BUCKET, LakeLayout.run(date, old))).isEmpty();
    assertThat(days.keys(Endpoints.LAKE_BUCKET, "processed/"))
        .noneMatch(key -> key.contains("/run=" + old + "/"));
    TableDay payments = CLEANED.table("payments");
    assertThat(days.keys(Endpoints.SOURCE_BUCKET, "topics/payments/"))
        .isNotEmpty()
        .doesNotContain(payments.object(0).key(), payments.object(payments.objects() - 1).key());
    assertThat(days.sample().audit(date))
        .allSatisfy((table, audit) -> assertThat(audit.coverage().isComplete()).as(table).isTrue());
    assertPublishedTo(CLEANED, days.lastRun(date));

    assertThat(days.run(date).status()).isEqualTo("SUCCEEDED");

    assertPublishedTo(CLEANED, days.lastRun(date));
  }

  @Test
  void anExecutionThatWasAbortedHasAnIncident() throws Exception {
    LocalDate date = TODAY.minusDays(30);
    String event =
        """
        {"detail": {"executionArn": "arn:aws:states:us-east-1:123456789012:execution:kcompact-daily:x",
          "status": "ABORTED", "input": "{\\"date\\": \\"%s\\"}"}}
        """
            .formatted(date);

    assertThat(days.invoke("kcompact-ended", event)).contains("SENT");

    assertThat(days.incidents(date)).isEqualTo(Map.of(CompactedDays.INCIDENT + "day/" + date, "1"));
  }

  /** Runs last, after all other calls. */
  @Test
  @Order(Integer.MAX_VALUE)
  void theRolesAllowWhatWasCalledAndNothingElse() throws Exception {
    days.permissions().verify();
  }

  /** Managed Flink is not available here: AWS's command line validates the requests to it. */
  @Test
  void theJobsProceduresAskForWhatTheyMean() throws Exception {
    procedure("Raise parallelism", date(GOOD));
    assertThat(runbook.askedOfManagedFlink())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("UpdateApplication ")
        .contains("\"CurrentApplicationVersionId\": 3", "\"ParallelismUpdate\": 2");

    procedure("Start without a checkpoint", date(GOOD));
    assertThat(runbook.askedOfManagedFlink())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("StartApplication ")
        .contains("SKIP_RESTORE_FROM_SNAPSHOT");
  }

  @Test
  void aSecretIsRotated() throws Exception {
    runbook.file("servicenow.json", "{\"user\": \"kcompact\", \"password\": \"old\"}");
    runbook.createSecret();
    runbook.file("servicenow.json", "{\"user\": \"kcompact\", \"password\": \"new\"}");

    procedure("Rotate credentials", date(GOOD));

    assertThat(runbook.secret()).contains("new").doesNotContain("old");
  }

  /** Runs last, because other tests read the dead letters. */
  @Test
  @Order(Integer.MAX_VALUE)
  void theDeadLetterTopicIsCountedAndEmptied() throws Exception {
    assertThat(procedure("Empty the dead letter topic", date(GOOD)))
        .contains("orders", "compactor", "Emptied: kcompact.dead-letters");
    assertThat(procedure("Empty the dead letter topic", date(GOOD)))
        .contains("No dead letters in kcompact.dead-letters");
  }

  /**
   * Checks that the job and the functions have emitted all metrics of the alarms and the dashboard.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void everyAlarmAndWidgetUsesEmittedMetrics() throws Exception {
    EmittedMetrics emitted = EmittedMetrics.in(days.work());

    ServiceMetrics ofServices = ServiceMetrics.read(ROOT.resolve("docs/metrics.md"));
    TemplateMetrics.read(ROOT.resolve("statemachine/template.yaml"))
        .byWatcher()
        .forEach(
            (watcher, metrics) ->
                assertThat(metrics)
                    .as(watcher)
                    .allSatisfy(
                        metric ->
                            assertThat(ofServices.has(metric) || emitted.has(metric))
                                .as("%s, among %s", metric, emitted.of(metric.namespace()))
                                .isTrue()));
  }

  /** Each table's event has the reason, and the lock is free. */
  private void assertRejected(SampleDay day, String reason) throws Exception {
    List<TableDayEvent> events = days.events(date(day), days.lastRun(date(day)));
    assertThat(events)
        .hasSize(TABLES)
        .allSatisfy(
            event -> {
              assertThat(event.status()).isEqualTo(Status.REJECTED);
              assertThat(event.location()).isNull();
              assertThat(event.reason()).startsWith(reason);
            });
    assertThat(events).extracting(TableDayEvent::table).doesNotHaveDuplicates();
    assertThat(days.lockState(date(day))).isEqualTo("FREE");
  }

  private static LocalDate date(SampleDay day) {
    return day.spec().date();
  }
}
