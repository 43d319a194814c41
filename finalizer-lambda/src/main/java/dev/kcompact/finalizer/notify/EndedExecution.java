package dev.kcompact.finalizer.notify;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** EventBridge's "Step Functions Execution Status Change", as much of it as is used. */
public record EndedExecution(Detail detail) {
  /**
   * The execution.
   *
   * @param input of the execution, JSON; null where it was too long for an event
   */
  public record Detail(String executionArn, String status, @Nullable String input) {
    public Detail {
      requireNonNull(executionArn, "executionArn is null");
      requireNonNull(status, "status is null");
    }
  }

  public EndedExecution {
    requireNonNull(detail, "detail is null");
  }
}
