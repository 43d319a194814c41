package dev.kcompact.finalizer.workflow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Faults at every Task of the definition, of which the table in docs/failures.md is made: {@code
 * -Dkcompact.failures=write} writes it, else the long form compares. A state that is added to the
 * definition is in it by itself; it fails here if no {@link Scenario} comes to it.
 */
@Tag("full")
class FailureTableIT {
  private static final Path TABLE = Path.of("..", "docs", "failures.md");
  private static final String BEGIN = "<!-- written by FailureTableIT -->\n";

  @RegisterExtension final Workflow workflow = new Workflow(TaskStates::labelled);
  private FailureTrial trial;
  private List<String> states;
  private final Map<Scenario, Map<String, Integer>> effects = new EnumMap<>(Scenario.class);

  @BeforeEach
  void set() throws Exception {
    states = TaskStates.names(Files.readString(Workflow.DEFINITION));
    workflow.day.completeDay();
    trial = new FailureTrial(workflow);
  }

  private void watch(Scenario... scenarios) throws Exception {
    for (Scenario scenario : scenarios) {
      effects.put(scenario, trial.watch(scenario));
    }
  }

  /** Of what readers see: the calls that make several changes, which are not tried again. */
  @Test
  void theNextRunRepairsACallThatDiedDuringItsChanges() throws Exception {
    watch(Scenario.PUBLISH, Scenario.LOSE);

    tryOut("Publish", Scenario.PUBLISH, Fault.DURING);
    tryOut("Feedback", Scenario.PUBLISH, Fault.DURING);
    tryOut("Rollback", Scenario.LOSE, Fault.DURING);
  }

  @Tag("long")
  @Test
  void theTableOfAllFaultsIsAsDocumented() throws Exception {
    watch(Scenario.values());
    List<FailureRow> rows = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (Map.Entry<String, Scenario> each : scenarios().entrySet()) {
      for (Fault fault : Fault.values()) {
        try {
          rows.add(tryOut(each.getKey(), each.getValue(), fault));
        } catch (AssertionError e) {
          broken.add(String.valueOf(e.getMessage()));
        }
      }
    }

    String table = FailureRow.table(rows);
    String page = Files.readString(TABLE);
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n";
    if ("write".equals(System.getProperty("kcompact.failures"))) {
      Files.writeString(TABLE, before + table);
    } else {
      assertThat(page).isEqualTo(before + table);
    }
    assertThat(broken).isEmpty();
  }

  /** The first scenario that comes to each state. */
  private Map<String, Scenario> scenarios() {
    Map<String, Scenario> found = new LinkedHashMap<>();
    for (String state : states) {
      found.put(
          state,
          Arrays.stream(Scenario.values())
              .filter(scenario -> effects.get(scenario).containsKey(state))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no Scenario comes to state " + state)));
    }
    return found;
  }

  private int effects(String state, Scenario scenario) {
    return requireNonNull(effects.get(scenario)).getOrDefault(state, 0);
  }

  private FailureRow tryOut(String state, Scenario scenario, Fault fault) throws Exception {
    try {
      FailureRow row = trial.tryOut(state, scenario, fault, effects(state, scenario));
      System.out.println(row);
      assertThat(row.isAsPromised()).as(row.toString()).isTrue();
      return row;
    } catch (AssertionError e) {
      throw new AssertionError(state + ", " + fault + ": " + e.getMessage(), e);
    }
  }
}
