package dev.kcompact.testbed.faults;

/** What is done to the job itself in a blow. */
enum Turn {
  /** Nothing, or started again from its newest checkpoint where its JobManager was killed. */
  NEWEST("start from the newest checkpoint"),
  /** Stopped with a savepoint, and started from it with another parallelism. */
  RESCALE("stop with savepoint, another parallelism"),
  /** Started without any state. */
  NO_STATE("start with the checkpoints deleted"),
  /** Started from a savepoint that the lake has left behind. */
  OLD_STATE("start from a savepoint older than the lake"),
  /** Joined by a second job on the same lake. */
  SECOND_JOB("second job on the same lake");

  private final String told;

  Turn(String told) {
    this.told = told;
  }

  String told() {
    return told;
  }
}
