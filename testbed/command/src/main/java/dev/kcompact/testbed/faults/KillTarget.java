package dev.kcompact.testbed.faults;

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
