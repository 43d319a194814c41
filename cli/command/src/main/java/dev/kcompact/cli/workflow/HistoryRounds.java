package dev.kcompact.cli.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kcompact.cli.workflow.Round.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Turns an execution's history into what became of each day: every day begins with its lock. One
 * instance reads one history.
 */
final class HistoryRounds {
  private static final String FIRST = "AcquireLock";
  private static final Set<String> REJECTIONS = Set.of("DayRejected", "DayIncomplete");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Round> rounds = new ArrayList<>();
  private String day = "?";
  private String run = "";
  private Outcome outcome = Outcome.RUNNING;
  private String note = "";
  private boolean isOpen;

  private HistoryRounds() {}

  /**
   * The days of an execution in their order.
   *
   * @param input of the execution, for one that never came to its lock
   * @param reason why it failed; empty otherwise
   */
  static List<Round> of(
      List<HistoryEvent> events, ExecutionStatus status, @Nullable String input, String reason) {
    HistoryRounds history = new HistoryRounds();
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
    outcome = Outcome.RUNNING;
    note = "";
    isOpen = true;
  }

  private void close() {
    if (isOpen) {
      rounds.add(new Round(day, run, outcome, note));
      isOpen = false;
    }
  }

  private void entered(String name, JsonNode input) {
    if (outcome == Outcome.RUNNING) {
      note = "at " + name;
    }
    if (REJECTIONS.contains(name)) {
      finish(Outcome.REJECTED, "");
    } else if (name.equals("NotifyFailure")) {
      String why =
          FailureReason.of(
              input.at("/error/Error").textValue(), input.at("/error/Cause").textValue());
      // What is published stays so when only Kafka was not reached.
      if (outcome == Outcome.RUNNING) {
        finish(Outcome.FAILED, why);
      } else {
        note = why;
      }
    } else if (name.equals("Rollback") && outcome == Outcome.PUBLISHED) {
      outcome = Outcome.RUNNING;
    }
  }

  private void exited(String name, JsonNode output) {
    switch (name) {
      case FIRST -> {
        day = output.at("/lock/date").asText("?");
        run = output.at("/lock/run").asText("");
        if (output.at("/lock/status").asText().equals("HELD")) {
          finish(Outcome.DUPLICATE, output.at("/lock/heldBy").asText(""));
        }
      }
      case "Plan" -> {
        if (output.at("/plan/status").asText().equals("NOTHING")) {
          finish(Outcome.NOTHING, "neither raw objects nor compacted files");
        }
      }
      case "Publish" -> {
        if (output.at("/publish/status").asText().equals("PUBLISHED")) {
          finish(Outcome.PUBLISHED, "");
        }
      }
      case "RollbackDay" -> {
        boolean isDone = output.at("/rollback/status").asText().equals("ROLLED_BACK");
        finish(
            isDone ? Outcome.ROLLED_BACK : Outcome.NOTHING,
            isDone ? "of run " + output.at("/rollback/run").asText() : "nothing is published");
      }
      default -> {}
    }
  }

  private void finish(Outcome how, String why) {
    outcome = how;
    note = why;
  }

  private List<Round> end(ExecutionStatus status, @Nullable String input, String reason) {
    if (!isOpen && rounds.isEmpty()) {
      day = json(input).path("date").asText("?");
      isOpen = true;
    }
    if (status != ExecutionStatus.RUNNING && outcome == Outcome.RUNNING) {
      String at = note.isEmpty() ? "" : ", " + note;
      finish(Outcome.FAILED, reason.isEmpty() ? status.toString() + at : reason);
    }
    close();
    return List.copyOf(rounds);
  }

  private static JsonNode json(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException cut) {
      return MissingNode.getInstance();
    }
  }
}
