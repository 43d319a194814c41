package dev.kcompact.finalizer.workflow;

import static dev.kcompact.finalizer.testing.DayFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Incomplete days, and days with new data after their publication. */
@Tag("full")
class LateDataIT {
  private static final LocalDate YESTERDAY = DAY.minusDays(1);
  private static final LocalDate BEFORE = DAY.minusDays(2);
  private static final LocalDate LONG_AGO = DAY.minusDays(4);

  @RegisterExtension final Workflow workflow = new Workflow();

  @Test
  void reprocessesDaysWithNewDataAndAFailingOneHasItsOwnIncident() throws Exception {
    for (LocalDate date : List.of(YESTERDAY, BEFORE, LONG_AGO)) {
      publish(date);
    }
    String untouched = workflow.catalog.location("orders", BEFORE);
    String outside = workflow.catalog.location("orders", LONG_AGO);
    grow(YESTERDAY, DayFixture.order("O-9", "9.00", 9, 0));
    grow(
        BEFORE,
        DayFixture.order("O-9", "9.00", 9, 0).replace("\"customer\": 1", "\"customer\": 666"));
    grow(LONG_AGO, DayFixture.order("O-9", "9.00", 9, 0));
    workflow.day.completeDay();

    DescribeExecutionResponse done = scheduled();

    assertThat(done.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.catalog.published("SELECT order_id FROM files ORDER BY 1", "orders"))
        .containsExactly(List.of("O-1"), List.of("O-2"));
    assertThat(
            workflow.catalog.published(
                "SELECT order_id FROM files ORDER BY 1", "orders", YESTERDAY))
        .containsExactly(List.of("O-1"), List.of("O-9"));
    assertThat(workflow.catalog.location("orders", BEFORE)).isEqualTo(untouched);
    assertThat(workflow.catalog.location("orders", LONG_AGO)).isEqualTo(outside);
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/orders/" + BEFORE, "1"));
    for (LocalDate date : List.of(DAY, YESTERDAY, BEFORE)) {
      assertThat(workflow.locks.of(date).get("state").s()).isEqualTo("FREE");
    }
    assertThat(late(done)).containsExactly(YESTERDAY + " FINALIZED", BEFORE + " FAILED");

    assertThat(late(scheduled())).isEmpty();
  }

  @Tag("long")
  @Test
  void aLateDayThatAnotherExecutionHasIsLeftToIt() throws Exception {
    publish(YESTERDAY);
    DayFixture late = workflow.day.on(YESTERDAY);
    grow(YESTERDAY, DayFixture.order("O-9", "9.00", 9, 0));
    List<StoredObject> missing = late.raw("orders", 11);
    String other =
        workflow.begin(
            "{\"date\": \"%s\", \"planAttempts\": 100, \"waitSeconds\": 1}".formatted(YESTERDAY));
    workflow.awaitCalls("kcompact-plan", 2);
    workflow.day.completeDay();

    assertThat(late(scheduled())).containsExactly(YESTERDAY + " HELD");

    late.compact("orders", "last.parquet", missing, DayFixture.order("O-11", "1.00", 11, 0));
    assertThat(workflow.await(other).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(
            workflow.catalog.published(
                "SELECT order_id FROM files ORDER BY 1", "orders", YESTERDAY))
        .containsExactly(List.of("O-1"), List.of("O-11"), List.of("O-9"));
    assertThat(late(scheduled())).isEmpty();
  }

  /** Ended hears of it, as the execution fails; the main day and the other late day are done. */
  @Test
  void aFailedLateDayWithoutAnIncidentFailsTheExecutionInTheEnd() throws Exception {
    publish(YESTERDAY);
    publish(BEFORE);
    grow(
        YESTERDAY,
        DayFixture.order("O-9", "9.00", 9, 0).replace("\"customer\": 1", "\"customer\": 666"));
    grow(BEFORE, DayFixture.order("O-9", "9.00", 9, 0));
    workflow.day.completeDay();
    AtomicInteger notifications = new AtomicInteger();
    workflow.lambda.interfere(
        (called, call) -> {
          // The main day's success, then the failure of the first late day.
          if (called.startsWith("kcompact-notify") && notifications.incrementAndGet() == 2) {
            throw new NonRetryableException("ServiceNow is away");
          }
          return call.answer();
        });

    DescribeExecutionResponse failed = scheduled();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.error()).isEqualTo("LateDaysFailed");
    assertThat(failed.cause())
        .startsWith("Notify could not report failed late days: [")
        .contains("FAILED_UNREPORTED", YESTERDAY.toString(), BEFORE.toString());
    assertThat(workflow.incidents()).isEmpty();
    assertThat(workflow.catalog.hasPartition("orders")).isTrue();
    assertThat(
            workflow.catalog.published("SELECT order_id FROM files ORDER BY 1", "orders", BEFORE))
        .containsExactly(List.of("O-1"), List.of("O-9"));
  }

  @Test
  void aFailureToReprocessLeavesTheDayPublishedAndIsReportedOnce() throws Exception {
    workflow.day.completeDay();
    workflow.lambda.failBefore("kcompact-lookback", new NonRetryableException("no listing"));

    DescribeExecutionResponse failed = scheduled();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.cause()).contains("no listing");
    assertThat(workflow.catalog.hasPartition("orders")).isTrue();
    assertThat(workflow.locks.state()).isEqualTo("FREE");
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/day/" + DAY, "1"));

    assertThat(scheduled().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/day/" + DAY, "6"));
  }

  @Test
  void publishesAnIncompleteDayOnlyWhenAskedAndMarksItsPartitions() throws Exception {
    workflow.day.completeDay();
    workflow.day.raw("orders", 9);
    String input =
        "{\"date\": \"2026-11-22\", \"planAttempts\": 2, \"waitSeconds\": 1, \"allowIncomplete\": %s}";
    assertThat(workflow.await(workflow.begin(input.formatted(false))).error())
        .isEqualTo("DayIncomplete");

    DescribeExecutionResponse done = workflow.await(workflow.begin(input.formatted(true)));

    assertThat(done.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done.output()).contains("1 missing");
    assertThat(workflow.catalog.partition("orders").parameters())
        .containsEntry("kcompact.incomplete", "orders: 1 missing, 0 changed");
    assertThat(workflow.catalog.partition("paid_orders").parameters())
        .containsEntry("kcompact.incomplete", "orders: 1 missing, 0 changed");
    assertThat(workflow.catalog.partition("payments").parameters())
        .doesNotContainKey("kcompact.incomplete");
    assertThat(workflow.calls("kcompact-plan")).isEqualTo(4);

    workflow.day.compact(
        "orders",
        "late.parquet",
        workflow.day.raw("orders", 9),
        DayFixture.order("O-9", "9.00", 9, 0));
    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.catalog.partition("orders").parameters())
        .doesNotContainKey("kcompact.incomplete");
  }

  private void publish(LocalDate date) throws Exception {
    DayFixture day = workflow.day.on(date);
    day.compact("orders", day.raw("orders", 0), DayFixture.order("O-1", "1.00", 0, 0));
    String execution =
        workflow.begin(
            "{\"date\": \"%s\", \"planAttempts\": 1, \"waitSeconds\": 1}".formatted(date));
    assertThat(workflow.await(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  private void grow(LocalDate date, String row) {
    DayFixture day = workflow.day.on(date);
    day.compact("orders", "late.parquet", day.raw("orders", 9), row);
  }

  private DescribeExecutionResponse scheduled() throws Exception {
    return workflow.await(
        workflow.begin(
            "{\"scheduledTime\": \"2026-11-23T05:00:00Z\", \"planAttempts\": 1, \"waitSeconds\": 1,"
                + " \"lookBackDays\": 3}"));
  }

  /** Returns each late day of an execution with its outcome. */
  private static List<String> late(DescribeExecutionResponse execution) {
    JsonNode late = Json.tree(execution.output()).orElseThrow().get("late");
    return late.get("days")
        .valueStream()
        .map(day -> day.get("date").asText() + " " + day.get("outcome").asText())
        .toList();
  }
}
