package dev.kcompact.cli.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kcompact.cli.workflow.DayOutcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Reads the outcome of each day from an execution's history, in which every day begins with its
 * lock. Each instance reads one history.
 */
final class DayOutcomes {
  private static final String FIRST = "AcquireLock";
  private static final Set<String> REJECTIONS = Set.of("DayRejected", "DayIncomplete");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<DayOutcome> days = new ArrayList<>();
  private String day = "?";
  private String run = "";
  private Status status = Status.RUNNING;
  private String note = "";
  private boolean isOpen;

  private DayOutcomes() {}

  /**
   * Returns the days of an execution in their order.
   *
   * @param input input of the execution, used if it ended before its lock
   * @param reason why it failed; empty otherwise
   */
  static List<DayOutcome> of(
      List<HistoryEvent> events, ExecutionStatus status, @Nullable String input, String reason) {
    DayOutcomes history = new DayOutcomes();
    events.forEach(history::take);
    return history.end(status, input, reason);
  }

  private void take(HistoryEvent event) {
    if (event.stateEnteredEventDetails() != null) {
      String name = event.stateEnteredEventDetails().name();
      if (name.equals(FIRST)) {
        begin();
      }
      entered(name, json(event.stateEnteredEventDetails().input()));
    } else if (event.stateExitedEventDetails() != null) {
      exited(
          event.stateExitedEventDetails().name(), json(event.stateExitedEventDetails().output()));
    }
  }

  private void begin() {
    close();
    day = "?";
    run = "";
    status = Status.RUNNING;
    note = "";
    isOpen = true;
  }

  private void close() {
    if (isOpen) {
      days.add(new DayOutcome(day, run, status, note));
      isOpen = false;
    }
  }

  private void entered(String name, JsonNode input) {
    if (status == Status.RUNNING) {
      note = "at " + name;
    }
    if (REJECTIONS.contains(name)) {
      finish(Status.REJECTED, "");
    } else if (name.equals("NotifyFailure")) {
      String why =
          FailureReason.of(
              input.at("/error/Error").textValue(), input.at("/error/Cause").textValue());
      // A published day remains published if only the message to Kafka failed.
      if (status == Status.RUNNING) {
        finish(Status.FAILED, why);
      } else {
        note = why;
      }
    } else if (name.equals("Rollback") && status == Status.PUBLISHED) {
      status = Status.RUNNING;
    }
  }

  private void exited(String name, JsonNode output) {
    switch (name) {
      case FIRST -> {
        day = output.at("/lock/date").asText("?");
        run = output.at("/lock/run").asText("");
        if (output.at("/lock/status").asText().equals("HELD")) {
          finish(Status.DUPLICATE, output.at("/lock/heldBy").asText(""));
        }
      }
      case "Plan" -> {
        if (output.at("/plan/status").asText().equals("NOTHING")) {
          finish(Status.NOTHING, "neither raw objects nor compacted files");
        }
      }
      case "Publish" -> {
        if (output.at("/publish/status").asText().equals("PUBLISHED")) {
          finish(Status.PUBLISHED, "");
        }
      }
      case "RollbackDay" -> {
        boolean isDone = output.at("/rollback/status").asText().equals("ROLLED_BACK");
        finish(
            isDone ? Status.ROLLED_BACK : Status.NOTHING,
            isDone ? "of run " + output.at("/rollback/run").asText() : "nothing is published");
      }
      default -> {}
    }
  }

  private void finish(Status how, String why) {
    status = how;
    note = why;
  }

  private List<DayOutcome> end(ExecutionStatus ended, @Nullable String input, String reason) {
    if (!isOpen && days.isEmpty()) {
      day = json(input).path("date").asText("?");
      isOpen = true;
    }
    if (ended != ExecutionStatus.RUNNING && status == Status.RUNNING) {
      String at = note.isEmpty() ? "" : ", " + note;
      finish(Status.FAILED, reason.isEmpty() ? ended.toString() + at : reason);
    }
    close();
    return List.copyOf(days);
  }

  private static JsonNode json(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException cut) {
      return MissingNode.getInstance();
    }
  }
}
