package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Messages to Kafka and ServiceNow about a day, and failures to send them. */
@Tag("full")
class FeedbackWorkflowIT {
  @RegisterExtension final Workflow workflow = new Workflow(TaskStates::labelled);

  @Test
  void withoutKafkaTheDayStaysPublishedAndAnIncidentSaysSo() throws Exception {
    workflow.day.completeDay();
    workflow.messages.flushesThatFail.set(Integer.MAX_VALUE);

    DescribeExecutionResponse failed = workflow.run();

    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.cause()).contains("Kafka is away");
    assertThat(workflow.calls("kcompact-feedback")).as("tries").isEqualTo(5);
    assertThat(workflow.catalog.published("SELECT order_id FROM files ORDER BY 1", "orders"))
        .hasSize(2);
    assertThat(workflow.calls("kcompact-rollback")).isZero();
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "1"));
    assertThat(workflow.locks.state()).isEqualTo("FREE");

    workflow.messages.flushesThatFail.set(0);
    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.events()).hasSize(3);
    assertThat(workflow.incidents()).containsExactly(Map.entry("kcompact/day/2026-11-22", "6"));
  }

  @Test
  void aRecordThatComesBackIsParkedAndARunOfTheDayAgainSendsTheSame() throws Exception {
    List<StoredObject> objects = workflow.day.raw("orders", 0, 1, 2);
    workflow.day.compact(
        "orders",
        objects,
        DayFixture.order("bad", "1.00", 0, 0),
        DayFixture.order("bad", "1.00", 1, 0),
        DayFixture.order("bad", "1.00", 2, 0),
        DayFixture.order("O-1", "1.00", 2, 1));

    workflow.run();

    List<String> first = deadLetters();
    assertThat(first)
        .containsExactly(
            "dead-letters orders+0+0000000000.json#0 1",
            "dead-letters orders+0+0000000001.json#0 2",
            "parked orders+0+0000000002.json#0 3");
    assertThat(workflow.events())
        .filteredOn(event -> event.table().equals("orders"))
        .extracting(TableDayEvent::parked)
        .containsExactly(1L);

    workflow.messages.sent.clear();
    workflow.run();

    assertThat(deadLetters()).isEqualTo(first);
  }

  /** Returns topic, id and attempt of each dead letter. */
  private List<String> deadLetters() {
    return workflow.messages.sent.stream()
        .filter(message -> !message.topic().equals("feedback"))
        .map(
            message ->
                message.topic()
                    + message.key().replaceFirst(".*/", " ")
                    + " "
                    + message.headers().get("kc-attempt"))
        .toList();
  }

  @Test
  void feedbackIsRetriedUntilKafkaIsBack() throws Exception {
    workflow.day.completeDay();
    workflow.messages.flushesThatFail.set(1);

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.events()).hasSize(3);
    assertThat(workflow.calls("kcompact-feedback")).isEqualTo(2);
  }

  @Test
  void aServiceNowThatRefusesDoesNotFailTheDay() throws Exception {
    workflow.day.completeDay();
    workflow.serviceNow.troubles.addAll(List.of(403, 403, 403));

    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }
}
