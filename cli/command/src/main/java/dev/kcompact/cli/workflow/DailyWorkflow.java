package dev.kcompact.cli.workflow;

import static java.util.Objects.requireNonNull;

import dev.kcompact.cli.process.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The daily state machine of a running stack or of an account. Thread-safe. */
public final class DailyWorkflow {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Maximum page size of Step Functions. */
  private static final int PAGE = 1000;

  /** The pause is this fraction of the time without a new event. */
  private static final int PAUSES = 20;

  private final SfnClient stepFunctions;
  private final String stateMachine;

  /**
   * @param stateMachine its ARN
   */
  public DailyWorkflow(SfnClient stepFunctions, String stateMachine) {
    this.stepFunctions = stepFunctions;
    this.stateMachine = stateMachine;
  }

  /**
   * Starts an execution with a unique name, because Step Functions rejects a used one. Returns its
   * ARN.
   */
  public String start(String input) {
    try {
      return stepFunctions
          .startExecution(
              request ->
                  request
                      .stateMachineArn(stateMachine)
                      .name("kcompact-" + UUID.randomUUID())
                      .input(input))
          .executionArn();
    } catch (SdkException e) {
      throw new CommandException("Failed to start the state machine: " + stateMachine, e);
    }
  }

  /** Waits for an execution to end; {@code entered} receives the name of each state once. */
  public Execution follow(String execution, Duration timeout, Consumer<String> entered)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    int reported = 0;
    long news = System.nanoTime();
    while (true) {
      DescribeExecutionResponse described = describe(execution);
      List<String> states = HistorySteps.entered(history(execution));
      states.subList(Math.min(reported, states.size()), states.size()).forEach(entered);
      if (states.size() > reported) {
        reported = states.size();
        news = System.nanoTime();
      }
      if (described.status() != ExecutionStatus.RUNNING) {
        return new Execution(
            described.name(),
            described.statusAsString(),
            described.input(),
            described.output() == null ? "" : described.output(),
            FailureReason.of(described.error(), described.cause()),
            HistorySteps.of(history(execution)));
      }
      if (System.nanoTime() - end > 0) {
        throw new CommandException(
            "The execution did not end within " + timeout.toSeconds() + " s: " + execution);
      }
      LockSupport.parkNanos(pause(System.nanoTime() - news));
      if (Thread.interrupted()) {
        throw new InterruptedException("Interrupted while the execution was running: " + execution);
      }
    }
  }

  /** Returns the latest executions, newest first, with the outcome of their days. */
  public List<PastExecution> past(int most) {
    List<ExecutionListItem> listed;
    try {
      listed =
          stepFunctions
              .listExecutionsPaginator(
                  request -> request.stateMachineArn(stateMachine).maxResults(Math.min(most, PAGE)))
              .executions()
              .stream()
              .sorted(Comparator.comparing(ExecutionListItem::startDate).reversed())
              .limit(most)
              .toList();
    } catch (SdkException e) {
      throw new CommandException("Failed to list the executions: " + stateMachine, e);
    }
    return listed.stream().map(this::past).toList();
  }

  private PastExecution past(ExecutionListItem item) {
    DescribeExecutionResponse described = describe(item.executionArn());
    return new PastExecution(
        described.startDate(),
        described.stopDate(),
        DayOutcomes.of(
            history(item.executionArn()),
            described.status(),
            described.input(),
            FailureReason.of(described.error(), described.cause())));
  }

  /** Grows with the quiet time, because an account limits the requests per second. */
  private static long pause(long quietNanos) {
    return Math.min(LONGEST_PAUSE_NANOS, Math.max(PAUSE_NANOS, quietNanos / PAUSES));
  }

  private DescribeExecutionResponse describe(String execution) {
    try {
      return stepFunctions.describeExecution(request -> request.executionArn(execution));
    } catch (SdkException e) {
      throw new CommandException("Failed to describe the execution: " + execution, e);
    }
  }

  private List<HistoryEvent> history(String execution) {
    try {
      return stepFunctions
          .getExecutionHistoryPaginator(request -> request.executionArn(execution))
          .events()
          .stream()
          .toList();
    } catch (SdkException e) {
      throw new CommandException("Failed to read the execution's history: " + execution, e);
    }
  }

  /** An execution with its days; {@code end} is null while it is running. */
  public record PastExecution(Instant start, @Nullable Instant end, List<DayOutcome> days) {
    public PastExecution {
      requireNonNull(start, "start is null");
      days = List.copyOf(days);
    }
  }
}
