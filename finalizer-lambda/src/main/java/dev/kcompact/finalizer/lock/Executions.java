package dev.kcompact.finalizer.lock;

/** What the state machine's service knows of executions. */
@FunctionalInterface
public interface Executions {
  /** Whether an execution still runs. */
  enum State {
    RUNNING,
    ENDED,
    /** It does not exist any more, or never did. */
    UNKNOWN
  }

  State stateOf(String executionArn);
}
