package dev.kcompact.testbed.faults;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * The faults between two checks of all records.
 *
 * @param kills by time
 * @param afterwards kills while the job recovers, counted from its start
 */
record FaultStep(JobAction action, List<Kill> kills, List<Kill> afterwards) {
  FaultStep {
    requireNonNull(action, "action is null");
    kills = List.copyOf(kills);
    afterwards = List.copyOf(afterwards);
  }

  int size() {
    return kills.size() + afterwards.size();
  }

  Stream<Kill> all() {
    return Stream.concat(kills.stream(), afterwards.stream());
  }

  boolean kills(KillTarget target) {
    return kills.stream().anyMatch(kill -> kill.target() == target);
  }

  /** A process that is killed without warning. */
  enum KillTarget {
    TASK_MANAGER("kill a TaskManager"),
    JOB_MANAGER("kill the JobManager"),
    KAFKA("kill Kafka"),
    S3("kill the S3 server");

    private final String label;

    KillTarget(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /**
   * One process killed at one moment.
   *
   * @param afterMillis when, counted from the beginning of the step
   * @param downMillis how long it stays away; only Kafka and S3, the others come back at once
   */
  record Kill(FaultStep.KillTarget target, int afterMillis, int downMillis) {
    Kill {
      requireNonNull(target, "target is null");
      if (afterMillis < 0) {
        throw new IllegalArgumentException("afterMillis is negative: " + afterMillis);
      }
      if (downMillis < 0) {
        throw new IllegalArgumentException("downMillis is negative: " + downMillis);
      }
    }
  }

  /** The action on the job itself in a step. */
  enum JobAction {
    /** None, or a start from its newest checkpoint where its JobManager was killed. */
    NEWEST("start from the newest checkpoint"),
    /** Stopped with a savepoint, and started from it with another parallelism. */
    RESCALE("stop with savepoint, another parallelism"),
    /** Started without any state. */
    NO_STATE("start with the checkpoints deleted"),
    /** Started from a savepoint that is older than the lake. */
    OLD_STATE("start from a savepoint older than the lake"),
    /** Joined by a second job on the same lake. */
    SECOND_JOB("second job on the same lake");

    private final String label;

    JobAction(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
