package dev.kcompact.testbed.faults;

/** A process that is killed without warning. */
enum Victim {
  TASK_MANAGER("kill a TaskManager"),
  JOB_MANAGER("kill the JobManager"),
  KAFKA("kill Kafka"),
  S3("kill the S3 server");

  private final String told;

  Victim(String told) {
    this.told = told;
  }

  String told() {
    return told;
  }
}
