package dev.kcompact.cli.workflow;

import dev.kcompact.cli.workflow.Workflow.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Converts an execution's history into steps: each state with the times it was entered and left.
 */
final class HistorySteps {
  private HistorySteps() {}

  /** Names of the entered states, in order. */
  static List<String> entered(List<HistoryEvent> events) {
    return events.stream()
        .filter(event -> event.stateEnteredEventDetails() != null)
        .map(event -> event.stateEnteredEventDetails().name())
        .toList();
  }

  /**
   * The states of a Map run in parallel under one name, so the order in which they end is unknown.
   * A state that ends by a caught error has no exit event: it ends with the next event.
   */
  static List<Workflow.Step> of(List<HistoryEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    Instant start = events.get(0).timestamp();
    Map<String, Deque<Instant>> open = new HashMap<>();
    Map<String, Boolean> failed = new HashMap<>();
    List<Workflow.Step> steps = new ArrayList<>();
    String last = "";
    for (HistoryEvent event : events) {
      if (event.stateEnteredEventDetails() != null) {
        last = event.stateEnteredEventDetails().name();
        open.computeIfAbsent(last, key -> new ArrayDeque<>()).addLast(event.timestamp());
      } else if (event.stateExitedEventDetails() != null) {
        String name = event.stateExitedEventDetails().name();
        Instant since = open.getOrDefault(name, new ArrayDeque<>()).pollFirst();
        if (since != null) {
          Outcome outcome =
              Boolean.TRUE.equals(failed.remove(name)) ? Outcome.FAILED : Outcome.SUCCEEDED;
          steps.add(step(name, start, since, event.timestamp(), outcome));
        }
      } else if (event.typeAsString().endsWith("Failed")
          || event.typeAsString().endsWith("TimedOut")) {
        failed.put(last, true);
      }
    }
    Instant end = events.get(events.size() - 1).timestamp();
    open.forEach(
        (name, since) ->
            since.forEach(moment -> steps.add(step(name, start, moment, end, Outcome.FAILED))));
    steps.sort(Comparator.comparing(Workflow.Step::start));
    return steps;
  }

  private static Workflow.Step step(
      String name, Instant start, Instant from, Instant to, Outcome outcome) {
    return new Workflow.Step(name, "", nonNegative(start, from), nonNegative(from, to), outcome);
  }

  private static Duration nonNegative(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return between.isNegative() ? Duration.ZERO : between;
  }
}
