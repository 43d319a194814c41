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
 * A server in a process of its own.
 *
 * <p>Its standard input is a pipe that this process holds and never writes to: a server that
 * watches it (see the guard module) ends with this process, even when this one is killed hard.
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

  /**
   * Starts the process without waiting for anything.
   *
   * @throws CommandException when the program cannot be run
   */
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

  /**
   * Starts the process and waits until it answers.
   *
   * @throws CommandException when it ends before that or does not answer in time; it is ended then
   */
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

  /** The system's number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The exit code, empty while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Completed when the process has ended. */
  public CompletableFuture<?> onExit() {
    return process.onExit();
  }

  /**
   * The most memory that the process ever held, in MiB; 0 where the system does not tell, or when
   * it has ended.
   */
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

  /** Waits for the process to end; false when it still runs after that time. */
  public boolean waitFor(Duration timeout) throws InterruptedException {
    return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the process at once. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Asks the process to end, and ends it by force when it has not after 15 s. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      if (!waitFor(TIMEOUT)) {
        LOG.warn("{} did not end when asked: process {}", command.name(), pid());
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
      // Returns at once when the process ends: nobody waits for a server that has ended.
      if (waitFor(PAUSE)) {
        throw new CommandException(
            command.name() + " ended at its start with code " + process.exitValue() + hint());
      }
    }
  }

  private String hint() {
    String last = lastLine(command.log());
    return (last.isEmpty() ? "" : " (" + last + ")") + ": see " + command.log();
  }

  private static String lastLine(Path log) {
    // A log may hold bytes of any encoding; it is only shown.
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
