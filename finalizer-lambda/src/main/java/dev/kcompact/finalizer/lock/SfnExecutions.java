package dev.kcompact.finalizer.lock;

import dev.kcompact.finalizer.failure.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;

record SfnExecutions(SfnClient sfn) implements DayLock.Executions {
  static SfnExecutions open() {
    return new SfnExecutions(
        SfnClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build());
  }

  @Override
  public State stateOf(String executionArn) {
    try {
      ExecutionStatus status =
          sfn.describeExecution(describe -> describe.executionArn(executionArn)).status();
      return switch (status) {
        case RUNNING, PENDING_REDRIVE -> State.RUNNING;
        case SUCCEEDED, FAILED, TIMED_OUT, ABORTED -> State.ENDED;
        case UNKNOWN_TO_SDK_VERSION -> State.UNKNOWN;
      };
    } catch (ExecutionDoesNotExistException | InvalidArnException none) {
      return State.UNKNOWN;
    } catch (SdkException e) {
      throw new RetryableException("Failed to describe execution: " + executionArn, e);
    }
  }
}
