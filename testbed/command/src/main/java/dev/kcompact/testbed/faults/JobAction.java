package dev.kcompact.testbed.faults;

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
