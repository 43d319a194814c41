package dev.kcompact.finalizer.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks every path through the state machine's definition. */
class DailyStateMachineTest {
  private static final Path DEFINITION = Path.of("..", "statemachine", "daily.asl.json");
  private static final Set<String> WITHOUT_A_LOCK = Set.of("AlreadyRunning", "LateDayHeld");

  /** Starts the round of another late day at AcquireLock. */
  private static final String NEXT_ROUND = "NextLateDay";

  private static final Set<String> AFTER_THE_LOCK =
      Set.of(
          "LookBackWanted",
          "LookBack",
          "LookBackOutcome",
          "NotifyLookBackFailure",
          "FailureOutcome",
          "LateDayFailed",
          "LateDayUnreported",
          "LateDaysUnreported",
          NEXT_ROUND,
          "Done",
          "Failed",
          "FailedUnnotified");
  private static final int LAMBDA_LIMIT_SECONDS = 900;

  /**
   * Thrown by functions of an earlier build; the definition may be deployed before the functions.
   */
  private static final String NAME_BEFORE = "dev.kcompact.finalizer.failure.RefusedException";

  private JsonNode machine;
  private final Map<String, JsonNode> top = new TreeMap<>();
  private final Map<String, JsonNode> all = new TreeMap<>();
  private final Set<String> caughtByTheirMap = new HashSet<>();

  @BeforeEach
  void read() throws IOException {
    machine = Json.tree(Files.readString(DEFINITION)).orElseThrow();
    machine.get("States").properties().forEach(s -> top.put(s.getKey(), s.getValue()));
    all.putAll(top);
    top.values().stream()
        .filter(state -> type(state).equals("Map"))
        .forEach(
            map ->
                map.at("/ItemProcessor/States")
                    .properties()
                    .forEach(
                        inner -> {
                          all.put(inner.getKey(), inner.getValue());
                          caughtByTheirMap.add(inner.getKey());
                        }));
  }

  @Test
  void everyTaskIsRetriedAndItsFailureCaught() {
    all.forEach(
        (name, state) -> {
          if (type(state).equals("Task")) {
            assertThat(state.path("Retry")).as(name + " has no Retry").isNotEmpty();
            if (!caughtByTheirMap.contains(name)) {
              assertThat(state.at("/Catch/0/ErrorEquals/0").asText())
                  .as(name + " catches")
                  .isEqualTo("States.ALL");
            }
          }
          if (type(state).equals("Map")) {
            assertThat(state.at("/Catch/0/ErrorEquals/0").asText())
                .as(name + " catches")
                .isEqualTo("States.ALL");
          }
        });
  }

  @Test
  void nonRetryableExceptionsOfThisBuildAndTheOneBeforeAreNotRetried() {
    all.values().stream()
        .filter(state -> type(state).equals("Task"))
        .forEach(
            state -> {
              JsonNode first = state.at("/Retry/0");
              assertThat(first.get("ErrorEquals"))
                  .extracting(JsonNode::asText)
                  .containsExactly(NonRetryableException.class.getName(), NAME_BEFORE);
              assertThat(first.get("MaxAttempts").intValue()).isZero();
            });
  }

  @Test
  void aTaskOutlastsItsFunction() {
    all.values().stream()
        .filter(state -> type(state).equals("Task"))
        .forEach(
            state ->
                assertThat(state.path("TimeoutSeconds").intValue())
                    .isGreaterThan(LAMBDA_LIMIT_SECONDS));
  }

  @Test
  void everyWayOutReleasesTheLock() {
    List<List<String>> paths = new ArrayList<>();
    walk(machine.get("StartAt").asText(), List.of(), paths);

    assertThat(paths).hasSizeGreaterThan(10);
    for (List<String> path : paths) {
      // A request that is rejected before AcquireLock never had the lock.
      if (path.contains("AcquireLock") && path.stream().noneMatch(WITHOUT_A_LOCK::contains)) {
        int released = path.size() - 1;
        while (AFTER_THE_LOCK.contains(path.get(released))) {
          released--;
        }
        assertThat(path.get(released)).as(String.join(" > ", path)).startsWith("ReleaseLock");
      }
    }
  }

  /** A Map of many work units, or one unit with many calls, can take longer than a lock lasts. */
  @Test
  void everyCallOfFinalizeIsPrecededByARenewal() {
    top.values().stream()
        .filter(state -> type(state).equals("Map"))
        .forEach(
            map -> {
              JsonNode states = map.at("/ItemProcessor/States");
              String first = map.at("/ItemProcessor/StartAt").asText();
              assertThat(states.at("/" + first + "/Parameters/Payload/action").asText())
                  .isEqualTo("RENEW");
              states
                  .properties()
                  .forEach(
                      state ->
                          state
                              .getValue()
                              .path("Choices")
                              .forEach(
                                  choice ->
                                      assertThat(choice.get("Next").asText()).isEqualTo(first)));
            });
  }

  @Test
  void aFailureBeforeTheEndOfPublishingRollsBack() {
    for (String state :
        List.of(
            "Plan", "RenewLock", "FinalizeTables", "FinalizeDomain", "WriteLedger", "Publish")) {
      assertThat(top.get(state).at("/Catch/0/Next").asText()).as(state).isEqualTo("Rollback");
    }
  }

  @Test
  void aFailureAfterPublishingLeavesTheDayPublished() {
    List<List<String>> paths = new ArrayList<>();
    walk("Feedback", List.of(), paths);

    assertThat(paths).allSatisfy(path -> assertThat(path).doesNotContain("Rollback"));
  }

  @Test
  void onlyTheFailStateFailsAndEveryStateIsReached() {
    List<List<String>> paths = new ArrayList<>();
    walk(machine.get("StartAt").asText(), List.of(), paths);
    Set<String> reached = new HashSet<>();
    paths.forEach(reached::addAll);

    assertThat(reached).isEqualTo(top.keySet());
    assertThat(paths)
        .filteredOn(path -> path.contains("Rollback"))
        .filteredOn(path -> !path.contains("LateDayFailed") && !path.contains("LateDayUnreported"))
        .allSatisfy(path -> assertThat(path.get(path.size() - 1)).startsWith("Failed"));
  }

  /** Ended opens no incident for a failure that is marked. */
  @Test
  void aFailureIsMarkedIfAndOnlyIfNotifyHasReportedIt() {
    assertThat(top.get("Failed").get("CausePath").asText()).contains("'{} (notified)'");
    assertThat(top.get("FailedUnnotified").get("CausePath").asText()).isEqualTo("$.error.Cause");
    for (String notify : List.of("NotifyLookBackFailure", "NotifyCleanFailure")) {
      assertThat(top.get(notify).get("Next").asText()).isEqualTo("Failed");
      assertThat(top.get(notify).at("/Catch/0/Next").asText()).isEqualTo("FailedUnnotified");
    }
    assertThat(top.get("NotifyFailure").at("/Catch/0/ResultPath").asText())
        .isEqualTo("$.notifyError");
    JsonNode unreported = top.get("FailureOutcome").get("Choices").get(0);
    assertThat(unreported.at("/And/1/Variable").asText()).isEqualTo("$.notifyError");
    assertThat(unreported.get("Next").asText()).isEqualTo("LateDayUnreported");
    assertThat(top.get("LateDaysUnreported").get("CausePath").asText())
        .contains("States.JsonToString($.late.days)");
    JsonNode unnotified = top.get("FailureOutcome").get("Choices").get(2);
    assertThat(unnotified.get("Variable").asText()).isEqualTo("$.notifyError");
    assertThat(unnotified.get("Next").asText()).isEqualTo("FailedUnnotified");
  }

  @Test
  void aLateDayGoesTheWayOfEveryDayAndNothingOfItsFailureReachesTheMainOne() {
    assertThat(top.get(NEXT_ROUND).get("Next").asText()).isEqualTo("AcquireLock");
    for (String choice : List.of("LockOutcome", "FailureOutcome")) {
      List<List<String>> paths = new ArrayList<>();
      for (JsonNode next : top.get(choice).get("Choices")) {
        if (next.toString().contains("\"$.late.round\"")) {
          walk(next.get("Next").asText(), List.of(), paths);
        }
      }
      assertThat(paths).isNotEmpty();
      assertThat(paths)
          .allSatisfy(path -> assertThat(path).doesNotContain("Rollback", "Publish"))
          .allSatisfy(path -> assertThat(path).contains("LookBack"));
    }
  }

  /** Collects each path to an end or to the next round that enters no state twice. */
  private void walk(String name, List<String> before, List<List<String>> paths) {
    if (before.contains(name)) {
      return;
    }
    List<String> path = new ArrayList<>(before);
    path.add(name);
    Set<String> next = new HashSet<>();
    JsonNode state = top.get(name);
    assertThat(state).as("state " + name).isNotNull();
    addText(next, state.path("Next"));
    addText(next, state.path("Default"));
    state.path("Catch").forEach(each -> addText(next, each.path("Next")));
    state.path("Choices").forEach(each -> addText(next, each.path("Next")));
    if (next.isEmpty() || name.equals(NEXT_ROUND)) {
      paths.add(path);
      return;
    }
    next.forEach(each -> walk(each, path, paths));
  }

  private static void addText(Set<String> names, JsonNode name) {
    if (name.isTextual()) {
      names.add(name.textValue());
    }
  }

  private static String type(JsonNode state) {
    return state.path("Type").asText();
  }
}
