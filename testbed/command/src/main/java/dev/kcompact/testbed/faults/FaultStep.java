package dev.kcompact.testbed.faults;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * The faults between two checks of all records.
 *
 * @param kills by time
 * @param afterwards kills during the recovery, relative to its start
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

  /** A process that can be killed. */
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
   * @param afterMillis time since the start of the step
   * @param downMillis downtime of Kafka and S3; other processes restart at once
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

  /** The action on the job in a step. */
  enum JobAction {
    /** None; if its JobManager was killed, starts from the newest checkpoint. */
    NEWEST("start from the newest checkpoint"),
    /** Stops with a savepoint, and starts from it with another parallelism. */
    RESCALE("stop with savepoint, another parallelism"),
    NO_STATE("start with the checkpoints deleted"),
    OLD_STATE("start from a savepoint older than the lake"),
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
