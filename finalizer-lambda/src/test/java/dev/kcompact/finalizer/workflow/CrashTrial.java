package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.testing.Effects;
import dev.kcompact.finalizer.workflow.InProcessFunctions.Interference;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Ends the process of a call at one of its changes, and lets the day continue in one of several
 * ways. In each way, readers find all rows of one run, and there is one incident. The next trial
 * starts with the remaining state, which is that of an ordinary run.
 */
final class CrashTrial {
  private final Workflow workflow;
  private final FailureTrial trial;
  private final String definition;

  /** How the day continues after a death. */
  enum Way {
    /** The execution was stopped there, another one finalized the day, then it is redriven. */
    REDRIVEN_LATE,
    /** The execution was stopped there and is redriven from there. */
    REDRIVEN,
    /** The state machine calls again. */
    RETRIED
  }

  CrashTrial(Workflow workflow, FailureTrial trial) throws java.io.IOException {
    this.workflow = workflow;
    this.trial = trial;
    this.definition = Files.readString(Workflow.DEFINITION);
  }

  /**
   * @param changes after which the process dies; with all of them only the answer is lost
   */
  void tryOut(String state, Scenario scenario, int changes, Way way) throws Exception {
    if (scenario == Scenario.ROLL_BACK) {
      // It reverts a run, so there must be an earlier one to restore.
      workflow.redefine(TaskStates::labelled);
      trial.rerun(scenario);
    }
    trial.openIncident(scenario);
    if (way == Way.RETRIED) {
      workflow.redefine(TaskStates::labelled);
      requireEnd(scenario, scenario.play(workflow, dying(state, changes)));
      trial.settle();
    } else {
      redrive(state, scenario, changes, way);
    }
    assertThat(workflow.incidents()).as("incidents").hasSize(1);
  }

  private void redrive(String state, Scenario scenario, int changes, Way way) throws Exception {
    workflow.redefine(deployed -> TaskStates.endingAt(deployed, state));
    DescribeExecutionResponse stopped = scenario.play(workflow, dying(state, changes));
    assertThat(stopped.status()).as("stopped in " + state).isEqualTo(ExecutionStatus.FAILED);
    String from = TaskStates.outermost(definition, state);
    String input = workflow.inputOf(stopped.executionArn(), from);
    if (way == Way.REDRIVEN_LATE) {
      workflow.redefine(TaskStates::labelled);
      trial.rerun(scenario);
    }
    workflow.redefine(deployed -> TaskStates.redriven(deployed, state, stopped.executionArn()));
    DescribeExecutionResponse ended = workflow.await(workflow.begin(input));
    if (way == Way.REDRIVEN_LATE) {
      // An execution that is redriven from its first state takes the lock and publishes again.
      assertThat(trial.catalog()).as("the catalog since").isIn("unchanged", "this run");
    } else {
      requireEnd(scenario, ended);
    }
    trial.settle();
  }

  /** Checks the same end as without a death. */
  private void requireEnd(Scenario scenario, DescribeExecutionResponse ended) {
    assertThat(ended.status())
        .as("the end: " + ended.cause())
        .isEqualTo(scenario.isLost() ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED);
    assertThat(workflow.locks.state()).isEqualTo("FREE");
  }

  private static Interference dying(String state, int changes) {
    AtomicBoolean isSpent = new AtomicBoolean();
    return (called, call) -> {
      if (!called.endsWith(InProcessFunctions.MARK + state)
          || !isSpent.compareAndSet(false, true)) {
        return call.answer();
      }
      Effects.watch(changes);
      try {
        call.answer();
      } catch (RuntimeException died) {
        // Reported below, as Lambda reports a process that died.
      } finally {
        Effects.stop();
      }
      throw new RetryableException("injected: the process died after " + changes + " changes");
    };
  }
}
