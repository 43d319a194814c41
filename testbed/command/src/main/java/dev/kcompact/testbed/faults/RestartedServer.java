package dev.kcompact.testbed.faults;

import dev.kcompact.cli.process.ServerProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A server that is killed and restarted on the same port with the same files. Not thread-safe. */
final class RestartedServer implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Start start;
  private CompletableFuture<ServerProcess> process;

  @FunctionalInterface
  interface Start {
    ServerProcess start() throws InterruptedException;
  }

  RestartedServer(Start start) throws InterruptedException {
    this.start = start;
    this.process = CompletableFuture.completedFuture(start.start());
  }

  /** Kills the server once it is up, and schedules its restart. */
  void kill(int downMillis) throws InterruptedException {
    ServerProcess killed = process.join();
    killed.kill();
    killed.waitFor(TIMEOUT);
    process =
        CompletableFuture.supplyAsync(
            this::restart, CompletableFuture.delayedExecutor(downMillis, TimeUnit.MILLISECONDS));
  }

  private ServerProcess restart() {
    try {
      return start.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** Waits until the server is up. */
  void await() {
    process.join();
  }

  @Override
  public void close() {
    process.join().kill();
  }
}
