package dev.kcompact.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in a separate process.
 *
 * <p>Its standard input is a pipe that this process holds and never writes to. A server that
 * watches it (see the guard module) ends with this process, even if this process is killed.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final ServerCommand command;
  private final Process process;

  private ServerProcess(ServerCommand command, Process process) {
    this.command = command;
    this.process = process;
  }

  /** Starts the process without waiting for it. */
  public static ServerProcess launch(ServerCommand command) {
    ProcessBuilder builder = new ProcessBuilder(command.command());
    builder.directory(command.directory().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
    if (!command.inherits()) {
      builder.environment().clear();
    }
    builder.environment().putAll(command.environment());
    try {
      Files.createDirectories(command.directory());
      Path folder = command.log().toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      ServerProcess server = new ServerProcess(command, builder.start());
      LOG.info("Started {} as process {}", command.name(), server.pid());
      return server;
    } catch (IOException e) {
      throw new CommandException(
          "Failed to start " + command.name() + ": " + command.command().get(0), e);
    }
  }

  /** Starts the process and waits until it is ready; throws if it ends or is not ready in time. */
  public static ServerProcess start(ServerCommand command, Readiness readiness, Duration timeout)
      throws InterruptedException {
    ServerProcess server = launch(command);
    try {
      server.await(readiness, timeout);
    } catch (RuntimeException | Error | InterruptedException e) {
      server.process.destroyForcibly();
      throw e;
    }
    return server;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The exit code, empty while the process is running. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Completes when the process has ended. */
  public CompletableFuture<?> onExit() {
    return process.onExit();
  }

  /** The peak memory of the process in MiB; 0 if it is unknown or the process has ended. */
  public int peakMib() {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToInt(kib -> Math.toIntExact(Long.parseLong(kib) / 1024))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Waits for the process to end; returns false if it is still running after the timeout. */
  public boolean waitFor(Duration timeout) throws InterruptedException {
    return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the process by force. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Terminates the process, by force if it has not ended after 15 s. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      if (!waitFor(TIMEOUT)) {
        LOG.warn("{} did not terminate; it is killed: process {}", command.name(), pid());
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void await(Readiness readiness, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!readiness.isReady()) {
      if (System.nanoTime() > deadline) {
        throw new CommandException(
            command.name() + " did not answer within " + timeout.toSeconds() + " s" + hint());
      }
      // Returns at once when the process ends.
      if (waitFor(PAUSE)) {
        throw new CommandException(
            command.name() + " exited during startup with code " + process.exitValue() + hint());
      }
    }
  }

  private String hint() {
    String last = lastLine(command.log());
    return (last.isEmpty() ? "" : " (" + last + ")") + ": see " + command.log();
  }

  private static String lastLine(Path log) {
    // Every byte is valid in this charset; the text is only displayed.
    Charset lenient = StandardCharsets.ISO_8859_1;
    try {
      List<String> lines =
          Files.readAllLines(log, lenient).stream()
              .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
              .toList();
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
