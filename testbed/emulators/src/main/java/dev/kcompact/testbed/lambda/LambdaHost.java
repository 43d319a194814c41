package dev.kcompact.testbed.lambda;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A local Lambda service. Thread-safe; an invocation blocks its caller's thread. */
public final class LambdaHost implements FunctionInvoker, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaHost.class);

  /** Limits the memory of a stack that runs for days. */
  private static final int MOST_REPORTS = 10_000;

  private final Map<String, FunctionSpec> functions;
  private final SandboxPool pool;
  private final Deque<InvocationReport> reports = new ArrayDeque<>();

  /** Sandboxes start when they are first needed. */
  public LambdaHost(LambdaSettings settings, Collection<FunctionSpec> functions) {
    for (FunctionSpec function : functions) {
      if (function.memoryMib() > settings.budgetMib()) {
        throw new IllegalArgumentException(
            "The memory of %s must be within the %d MiB for all sandboxes: %d"
                .formatted(function.name(), settings.budgetMib(), function.memoryMib()));
      }
    }
    this.functions =
        functions.stream().collect(Collectors.toMap(FunctionSpec::name, Function.identity()));
    this.pool = new SandboxPool(settings.budgetMib(), new SandboxFactory(settings)::start);
  }

  @Override
  public Optional<LambdaOutcome> invoke(String name, byte[] payload) throws InterruptedException {
    FunctionSpec function = functions.get(name);
    if (function == null) {
      return Optional.empty();
    }
    Sandbox sandbox = pool.borrow(function);
    try {
      Sandbox.Run run = sandbox.invoke(payload);
      remember(run.report());
      return Optional.of(run.outcome());
    } finally {
      pool.giveBack(sandbox);
    }
  }

  /** Reports of the latest invocations, oldest first. */
  public List<InvocationReport> reports() {
    synchronized (reports) {
      return List.copyOf(reports);
    }
  }

  /** Ends all sandboxes; running invocations fail as if the runtime had exited. */
  @Override
  public void close() {
    pool.close();
  }

  private void remember(InvocationReport report) {
    if (report.peakMib() > report.memoryMib()) {
      LOG.warn(
          "{} used {} MiB of its {} MiB: Lambda would have killed it",
          report.function(),
          report.peakMib(),
          report.memoryMib());
    }
    synchronized (reports) {
      if (reports.size() == MOST_REPORTS) {
        reports.removeFirst();
      }
      reports.addLast(report);
    }
  }
}
