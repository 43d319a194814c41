package dev.kcompact.finalizer.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.contract.message.TableDayEvent.Status;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.RecordedMessages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The state machine as it is deployed, executed by moto, over the real handlers. */
class DailyWorkflowIT {
  @TempDir Path tmp;
  private WorkflowStage stage;

  @BeforeEach
  void set() throws Exception {
    stage = WorkflowStage.set(tmp);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void publishesAWholeDay() throws Exception {
    stage.day.wholeDay();

    assertThat(stage.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(stage.published("SELECT order_id, amount FROM files ORDER BY 1", "orders"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
    assertThat(stage.published("SELECT order_id, paid FROM files", "paid_orders"))
        .containsExactly(List.of("O-1", "10.50"));
    assertThat(stage.events()).hasSize(3).allMatch(event -> event.status() == Status.PUBLISHED);
    TableDayEvent orders =
        stage.events().stream().filter(e -> e.table().equals("orders")).findFirst().orElseThrow();
    assertThat(orders.rows()).isEqualTo(2);
    assertThat(orders.duplicates()).isEqualTo(1);
    assertThat(orders.invalid()).isEqualTo(1);
    assertThat(orders.corrupt()).isEqualTo(1);
    assertThat(orders.objects()).isEqualTo(2);
    assertThat(orders.location()).isEqualTo(stage.location("orders"));
    assertThat(stage.messages.on("dead-letters")).hasSize(1);
    RecordedMessages.Sent invalid = stage.messages.on("dead-letters").get(0);
    assertThat(invalid.key()).isEqualTo("topics/orders/dt=2026-11-22/orders+0+0000000003.json#0");
    assertThat(new String(DeadLetterEvent.recordOf(invalid.value().getBytes(UTF_8)), UTF_8))
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
    assertThat(stage.lockState()).isEqualTo("FREE");
    assertThat(stage.serviceNow.incidents).isEmpty();
  }

  @Test
  void aSecondRunPublishesTheSameDataAtANewLocation() throws Exception {
    stage.day.wholeDay();
    stage.run();
    String before = stage.location("orders");

    assertThat(stage.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(stage.location("orders")).isNotEqualTo(before);
    assertThat(stage.published("SELECT order_id, amount FROM files ORDER BY 1", "orders"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
    assertThat(Long.parseLong(stage.partition("orders").parameters().get("kcompact.token")))
        .isEqualTo(Long.parseLong(stage.lock().get("token").n()));
  }

  @Test
  void anIncompleteDayIsRejectedWithOneIncidentThatTheNextRunResolves() throws Exception {
    stage.day.wholeDay();
    stage.run();
    String before = stage.location("orders");
    stage.messages.sent.clear();
    List<StoredObject> late = stage.day.raw("orders", 9);

    DescribeExecutionResponse failed = stage.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.error()).isEqualTo("DayIncomplete");
    assertThat(failed.cause()).contains("orders+0+0000000009.json");
    assertThat(stage.location("orders")).isEqualTo(before);
    assertThat(stage.events()).hasSize(3).allMatch(event -> event.status() == Status.REJECTED);
    assertThat(stage.incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "1"));
    assertThat(stage.lockState()).isEqualTo("FREE");

    assertThat(stage.run().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(stage.incidents()).hasSize(1);

    stage.day.compact("orders", "late.parquet", late, DayFixture.order("O-3", "1.00", 9, 0));
    assertThat(stage.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stage.incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "6"));
  }

  @Test
  void aBrokenFailRuleRejectsTheDay() throws Exception {
    String row =
        DayFixture.order("O-1", "1.00", 0, 0).replace("\"customer\": 1", "\"customer\": 666");
    stage.day.compact("orders", stage.day.raw("orders", 0), row);

    DescribeExecutionResponse failed = stage.run();

    assertThat(failed.error()).isEqualTo("DayRejected");
    assertThat(failed.cause())
        .isEqualTo(
            "orders: rule customer_is_known (fail) is broken by 1 rows, first"
                + " topics/orders/dt=2026-11-22/orders+0+0000000000.json#0");
    assertThat(stage.hasPartition("orders")).isFalse();
    assertThat(stage.incidents()).containsExactly(Map.entry("kcompact/orders/2026-11-22", "1"));
    assertThat(stage.lockState()).isEqualTo("FREE");
  }

  @Test
  void aFailureAfterPublishingRollsBackToThePreviousLocations() throws Exception {
    stage.day.wholeDay();
    stage.run();
    String before = stage.location("orders");
    Map<String, String> parameters = stage.partition("orders").parameters();
    stage.messages.sent.clear();
    stage.lambda.failAfter("kcompact-publish", new NonRetryableException("the answer is lost"));

    DescribeExecutionResponse failed = stage.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(stage.location("orders")).isEqualTo(before);
    assertThat(stage.partition("orders").parameters()).isEqualTo(parameters);
    assertThat(stage.events()).hasSize(3).allMatch(event -> event.status() == Status.ROLLED_BACK);
    assertThat(stage.events().get(0).reason())
        .isEqualTo("NonRetryableException: the answer is lost");
    assertThat(stage.incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "1"));
    assertThat(stage.lockState()).isEqualTo("FREE");
  }

  @Test
  void aFirstDayThatIsRolledBackLeavesNoPartition() throws Exception {
    stage.day.wholeDay();
    stage.lambda.failAfter("kcompact-publish", new NonRetryableException("the answer is lost"));

    stage.run();

    assertThat(stage.hasPartition("orders")).isFalse();
    assertThat(stage.hasPartition("paid_orders")).isFalse();
  }

  @Test
  void aRollbackOnRequestGoesBackToTheRunBefore() throws Exception {
    stage.day.wholeDay();
    stage.run();
    String before = stage.location("orders");
    stage.run();
    stage.messages.sent.clear();
    stage.lambda.failAfter("kcompact-rollback", new RetryableException("the answer is lost"));

    String rollback = stage.begin("{\"date\": \"2026-11-22\", \"action\": \"ROLLBACK\"}");

    DescribeExecutionResponse done = stage.await(rollback);
    assertThat(done.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done.output()).contains("\"ROLLED_BACK\"");
    assertThat(stage.location("orders")).isEqualTo(before);
    assertThat(stage.events()).hasSize(3).allMatch(event -> event.status() == Status.ROLLED_BACK);
    assertThat(stage.events().get(0).reason()).isEqualTo("RolledBack: asked for by " + rollback);
    assertThat(stage.serviceNow.incidents).isEmpty();
    assertThat(stage.lockState()).isEqualTo("FREE");
  }

  @Test
  void aTransientFailureIsRetried() throws Exception {
    stage.day.wholeDay();
    stage.lambda.failBefore(
        "kcompact-plan", new RetryableException("Failed to list objects: s3://x"));

    assertThat(stage.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stage.calls("kcompact-plan")).isEqualTo(2);
  }
}
