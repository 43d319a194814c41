package dev.kcompact.testbed.faults;

import dev.kcompact.cli.process.ServerProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A server that is killed and comes back on the same port, with the same files. Its methods are
 * called by one thread.
 */
final class RestartedServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Start start;
  private CompletableFuture<ServerProcess> process;

  /** Starts it and waits until it answers. */
  @FunctionalInterface
  interface Start {
    ServerProcess start() throws InterruptedException;
  }

  RestartedServer(Start start) throws InterruptedException {
    this.start = start;
    this.process = CompletableFuture.completedFuture(start.start());
  }

  /**
   * Kills it, once it is up, and has it started again.
   *
   * @param downMillis how long it stays away
   */
  void kill(int downMillis) throws InterruptedException {
    ServerProcess victim = process.join();
    victim.kill();
    victim.waitFor(PATIENCE);
    process =
        CompletableFuture.supplyAsync(
            this::startAgain, CompletableFuture.delayedExecutor(downMillis, TimeUnit.MILLISECONDS));
  }

  private ServerProcess startAgain() {
    try {
      return start.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** Waits until it is up. */
  void await() {
    process.join();
  }

  @Override
  public void close() {
    process.join().kill();
  }
}
