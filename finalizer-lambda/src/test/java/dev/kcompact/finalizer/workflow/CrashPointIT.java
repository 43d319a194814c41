package dev.kcompact.finalizer.workflow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.workflow.CrashTrial.Way;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The process of each Task's first call dies before its first change, between any two, and after
 * the last; then the day continues in one {@link Way} after another. One test plays a few of these
 * deaths, the other all, and prints a table. {@code -Dkcompact.crash.states=Publish,Feedback} plays
 * only those of the named states.
 */
@Tag("long")
class CrashPointIT {
  private static final String HEAD =
      "| state | scenario | changes | deaths | redriven late | redriven | retried | outcome |\n"
          + "| --- | --- | --- | --- | --- | --- | --- | --- |\n";

  @RegisterExtension final Workflow workflow = new Workflow(TaskStates::labelled);
  private FailureTrial trial;
  private CrashTrial crashes;
  private final Map<Scenario, Map<String, Integer>> changes = new EnumMap<>(Scenario.class);

  @BeforeEach
  void set() throws Exception {
    workflow.day.completeDay();
    trial = new FailureTrial(workflow);
    crashes = new CrashTrial(workflow, trial);
  }

  /** Plays scenarios without a death until every state was entered. */
  private void watch(Collection<String> states) throws Exception {
    List<String> left = new ArrayList<>(states);
    for (Scenario scenario : Scenario.values()) {
      if (!left.isEmpty()) {
        Map<String, Integer> seen = trial.watch(scenario);
        changes.put(scenario, seen);
        left.removeAll(seen.keySet());
      }
    }
    assertThat(left).as("states that no Scenario enters").isEmpty();
  }

  /** Deaths that readers could notice, and where a redrive skips the states that took the lock. */
  @Test
  void theDayContinuesAfterADeathDuringPublishing() throws Exception {
    tryOut("Publish", Scenario.PUBLISH, 6, Way.REDRIVEN);
    tryOut("Publish", Scenario.PUBLISH, 10, Way.REDRIVEN_LATE);
  }

  @Test
  void theDayContinuesAfterADeathAnywhere() throws Exception {
    String only = System.getProperty("kcompact.crash.states");
    List<String> states =
        only == null
            ? TaskStates.names(Files.readString(Workflow.DEFINITION))
            : List.of(only.split(",", -1));
    watch(states);
    List<String> rows = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (String state : states) {
      rows.add(row(state, broken));
    }
    System.out.println(HEAD + String.join("", rows));

    assertThat(broken).isEmpty();
  }

  private String row(String state, List<String> broken) {
    Scenario scenario =
        Arrays.stream(Scenario.values())
            .filter(each -> changes.getOrDefault(each, Map.of()).containsKey(state))
            .findFirst()
            .orElseThrow();
    int all = changes(scenario, state);
    Map<Way, Integer> played = new EnumMap<>(Way.class);
    int before = broken.size();
    for (int died = 0; died <= all; died++) {
      Way way = Way.values()[(all - died) % Way.values().length];
      played.merge(way, 1, Integer::sum);
      try {
        tryOut(state, scenario, died, way);
      } catch (Exception | AssertionError e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    String ways =
        Arrays.stream(Way.values())
            .map(way -> String.valueOf(played.getOrDefault(way, 0)))
            .collect(Collectors.joining(" | "));
    String outcome =
        broken.size() == before ? "complete" : broken.size() - before + " not complete";
    return "| `%s` | %s | %d | %d | %s | %s |\n"
        .formatted(state, scenario.description(), all, all + 1, ways, outcome);
  }

  private void tryOut(String state, Scenario scenario, int died, Way way) throws Exception {
    String what = state + ", dead after " + died + " changes, " + way;
    System.out.println(java.time.Instant.now() + " " + what);
    try {
      crashes.tryOut(state, scenario, died, way);
    } catch (AssertionError e) {
      throw new AssertionError(what + ": " + e.getMessage(), e);
    }
  }

  private int changes(Scenario scenario, String state) {
    return requireNonNull(changes.get(scenario)).getOrDefault(state, 0);
  }
}
