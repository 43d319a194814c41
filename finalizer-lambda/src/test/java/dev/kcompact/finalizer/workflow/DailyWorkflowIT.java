package dev.kcompact.finalizer.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.message.ReturnedDeadLetter;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.contract.message.TableDayEvent.Status;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.RecordedMessages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The deployed state machine on moto, with the real handlers. */
@Tag("full")
class DailyWorkflowIT {
  @RegisterExtension final Workflow workflow = new Workflow();

  @Test
  void publishesACompleteDay() throws Exception {
    workflow.day.completeDay();

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(
            workflow.catalog.published("SELECT order_id, amount FROM files ORDER BY 1", "orders"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
    assertThat(workflow.catalog.published("SELECT order_id, paid FROM files", "paid_orders"))
        .containsExactly(List.of("O-1", "10.50"));
    assertThat(workflow.events()).hasSize(3).allMatch(event -> event.status() == Status.PUBLISHED);
    TableDayEvent orders =
        workflow.events().stream()
            .filter(e -> e.table().equals("orders"))
            .findFirst()
            .orElseThrow();
    assertThat(orders.rows()).isEqualTo(2);
    assertThat(orders.duplicates()).isEqualTo(1);
    assertThat(orders.invalid()).isEqualTo(1);
    assertThat(orders.corrupt()).isEqualTo(1);
    assertThat(orders.objects()).isEqualTo(2);
    assertThat(orders.location()).isEqualTo(workflow.catalog.location("orders"));
    assertThat(workflow.messages.on("dead-letters")).hasSize(1);
    RecordedMessages.Sent invalid = workflow.messages.on("dead-letters").get(0);
    assertThat(invalid.key()).isEqualTo("topics/orders/dt=2026-11-22/orders+0+0000000003.json#0");
    assertThat(
            new String(
                ReturnedDeadLetter.in(invalid.value().getBytes(UTF_8)).orElseThrow().record(),
                UTF_8))
        .contains("\"order_id\":\"bad\"");
    assertThat(invalid.headers())
        .containsEntry("kc-reason", "pattern:/order_id")
        .containsEntry("kc-rule", "pattern:/order_id")
        .containsEntry("kc-source", "finalizer")
        .containsEntry("kc-topic", "orders")
        .containsEntry("kc-partition", "0")
        .containsEntry("kc-offset", "3")
        .containsEntry("kc-attempt", "1")
        .containsEntry("kc-run", orders.run())
        .containsEntry("kc-table", "orders");
    assertThat(workflow.locks.state()).isEqualTo("FREE");
    assertThat(workflow.serviceNow.incidents()).isEmpty();
  }

  @Test
  void aSecondRunPublishesTheSameDataAtANewLocation() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    String before = workflow.catalog.location("orders");

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(workflow.catalog.location("orders")).isNotEqualTo(before);
    assertThat(
            workflow.catalog.published("SELECT order_id, amount FROM files ORDER BY 1", "orders"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
    assertThat(
            Long.parseLong(workflow.catalog.partition("orders").parameters().get("kcompact.token")))
        .isEqualTo(workflow.locks.token());
  }

  @Test
  void anIncompleteDayIsRejectedWithOneIncidentThatTheNextRunResolves() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    String before = workflow.catalog.location("orders");
    workflow.messages.sent.clear();
    List<StoredObject> late = workflow.day.raw("orders", 9);

    DescribeExecutionResponse failed = workflow.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.error()).isEqualTo("DayIncomplete");
    assertThat(failed.cause()).contains("orders+0+0000000009.json");
    assertThat(workflow.catalog.location("orders")).isEqualTo(before);
    assertThat(workflow.events()).hasSize(3).allMatch(event -> event.status() == Status.REJECTED);
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "1"));
    assertThat(workflow.locks.state()).isEqualTo("FREE");

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(workflow.incidents()).hasSize(1);

    workflow.day.compact("orders", "late.parquet", late, DayFixture.order("O-3", "1.00", 9, 0));
    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "6"));
  }

  @Test
  void anEmptyDayFailsUnlessItIsAllowed() throws Exception {
    DescribeExecutionResponse failed = workflow.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.error()).isEqualTo("DayIncomplete");
    assertThat(failed.cause()).startsWith("Nothing to finalize: ").contains("s3://kconnect/");
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "1"));
    assertThat(workflow.locks.state()).isEqualTo("FREE");

    DescribeExecutionResponse allowed =
        workflow.await(
            workflow.begin(
                "{\"date\": \"2026-11-22\", \"planAttempts\": 1, \"waitSeconds\": 1,"
                    + " \"allowEmpty\": true}"));
    assertThat(allowed.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "6"));
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  @Test
  void aBrokenFailRuleRejectsTheDay() throws Exception {
    String row =
        DayFixture.order("O-1", "1.00", 0, 0).replace("\"customer\": 1", "\"customer\": 666");
    workflow.day.compact("orders", workflow.day.raw("orders", 0), row);

    DescribeExecutionResponse failed = workflow.run();

    assertThat(failed.error()).isEqualTo("DayRejected");
    assertThat(failed.cause())
        .isEqualTo(
            "orders: rule customer_is_known (fail) is broken by 1 rows, first"
                + " topics/orders/dt=2026-11-22/orders+0+0000000000.json#0 (notified)");
    assertThat(workflow.catalog.hasPartition("orders")).isFalse();
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "1"));
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  @Test
  void aFailureAfterPublishingRollsBackToThePreviousLocations() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    String before = workflow.catalog.location("orders");
    Map<String, String> parameters = workflow.catalog.partition("orders").parameters();
    workflow.messages.sent.clear();
    workflow.lambda.failAfter("kcompact-publish", new NonRetryableException("the answer is lost"));

    DescribeExecutionResponse failed = workflow.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(workflow.catalog.location("orders")).isEqualTo(before);
    assertThat(workflow.catalog.partition("orders").parameters()).isEqualTo(parameters);
    assertThat(workflow.events())
        .hasSize(3)
        .allMatch(event -> event.status() == Status.ROLLED_BACK);
    assertThat(workflow.events().get(0).reason())
        .isEqualTo("NonRetryableException: the answer is lost");
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "1"));
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  @Test
  void aFirstDayThatIsRolledBackLeavesNoPartition() throws Exception {
    workflow.day.completeDay();
    workflow.lambda.failAfter("kcompact-publish", new NonRetryableException("the answer is lost"));

    workflow.run();

    assertThat(workflow.catalog.hasPartition("orders")).isFalse();
    assertThat(workflow.catalog.hasPartition("paid_orders")).isFalse();
  }

  @Test
  void aRollbackOnRequestGoesBackToTheRunBefore() throws Exception {
    workflow.day.completeDay();
    workflow.run();
    String before = workflow.catalog.location("orders");
    workflow.run();
    workflow.messages.sent.clear();
    workflow.lambda.failAfter("kcompact-rollback", new RetryableException("the answer is lost"));

    String rollback = workflow.begin("{\"date\": \"2026-11-22\", \"action\": \"ROLLBACK\"}");

    DescribeExecutionResponse done = workflow.await(rollback);
    assertThat(done.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done.output()).contains("\"ROLLED_BACK\"");
    assertThat(workflow.catalog.location("orders")).isEqualTo(before);
    assertThat(workflow.events())
        .hasSize(3)
        .allMatch(event -> event.status() == Status.ROLLED_BACK);
    assertThat(workflow.events().get(0).reason()).isEqualTo("RolledBack: asked for by " + rollback);
    assertThat(workflow.serviceNow.incidents()).isEmpty();
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  @Test
  void aTransientFailureIsRetried() throws Exception {
    workflow.day.completeDay();
    workflow.lambda.failBefore(
        "kcompact-plan", new RetryableException("Failed to list objects: s3://x"));

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.calls("kcompact-plan")).isEqualTo(2);
  }
}
