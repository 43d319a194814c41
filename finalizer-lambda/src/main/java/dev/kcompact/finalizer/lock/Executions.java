package dev.kcompact.finalizer.lock;

/** Reads the state of executions. */
@FunctionalInterface
public interface Executions {
  /** State of an execution. */
  enum State {
    RUNNING,
    ENDED,
    /** There is no such execution, or no longer. */
    UNKNOWN
  }

  State stateOf(String executionArn);
}
