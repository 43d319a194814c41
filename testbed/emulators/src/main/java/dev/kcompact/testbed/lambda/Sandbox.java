package dev.kcompact.testbed.lambda;

import dev.kcompact.cli.process.Directories;
import dev.kcompact.cli.process.ServerProcess;
import dev.kcompact.testbed.lambda.LambdaOutcome.Failed;
import dev.kcompact.testbed.lambda.RuntimeApi.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution environment of a function: a child JVM with AWS's runtime interface client. Used by
 * one thread at a time.
 */
final class Sandbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

  /** Lambda allows 10 s of full CPU; here all sandboxes and servers share the machine. */
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(60);

  private final FunctionSpec function;
  private final RuntimeApi api;
  private final ServerProcess process;
  private final Path log;
  private final Path temporary;
  private final InstantSource clock;
  private final long startNanos = System.nanoTime();
  private boolean initialised;
  private boolean lost;

  Sandbox(
      FunctionSpec function,
      RuntimeApi api,
      SandboxFiles files,
      ServerProcess process,
      InstantSource clock) {
    this.function = function;
    this.api = api;
    this.log = files.log();
    this.temporary = files.temporary();
    this.process = process;
    this.clock = clock;
  }

  /** The log of a sandbox, and its /tmp, which is deleted with it. */
  record SandboxFiles(Path log, Path temporary) {}

  FunctionSpec function() {
    return function;
  }

  /** Whether it accepts another invocation. A killed process may count as alive for a moment. */
  boolean isAlive() {
    return !lost && process.isAlive();
  }

  /** The most memory that the process has used, in MiB; at most the function's memory. */
  int idleMib() {
    int peak = process.peakMib();
    // Zero: the system does not tell.
    return peak == 0 ? function.memoryMib() : Math.min(peak, function.memoryMib());
  }

  /** Runs one invocation; kills the sandbox if it exceeds the function's timeout. */
  Run invoke(byte[] payload) throws InterruptedException {
    long initMillis = 0;
    if (!initialised) {
      LambdaOutcome failure = awaitInit();
      initMillis = millisSince(startNanos);
      if (!(failure instanceof LambdaOutcome.Returned)) {
        lost = true;
        return report("init", failure, 0, initMillis);
      }
      initialised = true;
    }
    Invocation invocation = Invocation.of(payload, clock.instant().plus(function.timeout()));
    long start = System.nanoTime();
    api.offer(invocation);
    LambdaOutcome outcome = await(invocation);
    return report(invocation.id(), outcome, millisSince(start), initMillis);
  }

  record Run(LambdaOutcome outcome, InvocationReport report) {}

  @Override
  public void close() {
    process.kill();
    api.close();
    try {
      Directories.delete(temporary);
    } catch (IOException e) {
      LOG.warn("Failed to delete the temporary files of a sandbox: {}", temporary, e);
    }
  }

  /** Returns the runtime's outcome: ready, or the reason why not. */
  private LambdaOutcome awaitInit() throws InterruptedException {
    CompletableFuture<LambdaOutcome> settled = new CompletableFuture<>();
    api.ready().thenRun(() -> settled.complete(new LambdaOutcome.Returned(new byte[0])));
    api.initError().thenAccept(settled::complete);
    process.onExit().thenRun(() -> settled.complete(exited("init")));
    try {
      return settled.get(INIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.kill();
      return Failed.of("Sandbox.Timedout", "The runtime did not start within 60 s");
    } catch (ExecutionException e) {
      throw new IllegalStateException("A sandbox's start cannot fail but by value", e);
    }
  }

  private LambdaOutcome await(Invocation invocation) throws InterruptedException {
    try {
      CompletableFuture.anyOf(invocation.outcome(), process.onExit())
          .get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
      LambdaOutcome outcome = invocation.outcome().getNow(null);
      return outcome == null ? exited(invocation.id()) : outcome;
    } catch (TimeoutException e) {
      lost = true;
      process.kill();
      String seconds = String.format(Locale.ROOT, "%.2f", function.timeout().toMillis() / 1000.0);
      return Failed.of(
          "Sandbox.Timedout",
          "RequestId: " + invocation.id() + " Error: Task timed out after " + seconds + " seconds");
    } catch (ExecutionException e) {
      throw new IllegalStateException("An invocation cannot fail but by value", e);
    }
  }

  private Failed exited(String id) {
    int code = process.exitCode().orElse(0);
    // For a signal, the code is 128 plus the signal's number.
    String how = code == 137 ? "signal: killed" : "exit status " + code;
    return Failed.of(
        "Runtime.ExitError", "RequestId: " + id + " Error: Runtime exited with error: " + how);
  }

  private Run report(String id, LambdaOutcome outcome, long millis, long initMillis) {
    InvocationReport report =
        new InvocationReport(
            function.name(),
            id,
            millis,
            initMillis,
            function.memoryMib(),
            process.peakMib(),
            outcome instanceof Failed);
    try {
      Files.writeString(log, report.line(), StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("Failed to write the report line: {}", log, e);
    }
    return new Run(outcome, report);
  }

  private static long millisSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
