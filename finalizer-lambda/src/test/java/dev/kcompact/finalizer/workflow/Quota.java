package dev.kcompact.finalizer.workflow;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A folder of limited size, like a container's {@code /tmp}: a file system that only the process
 * started with it sees. If the kernel does not allow the mount, the limit is only watched. Reports
 * the maximum stored size in both cases.
 */
final class Quota implements AutoCloseable {
  private static final long EACH_MILLIS = 50;

  private final Path folder;

  /** Contains the id of the process that sees the file system. */
  private final Path pid;

  private final long bytes;
  private final boolean isEnforced;
  private final AtomicLong most = new AtomicLong();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

  /** {@code folder} exists and is empty. */
  Quota(Path folder, long bytes) throws IOException, InterruptedException {
    this.folder = folder;
    this.pid = folder.resolveSibling(folder.getFileName() + ".pid");
    this.bytes = bytes;
    List<String> attempt = new ArrayList<>(mount());
    attempt.add("true");
    this.isEnforced =
        new ProcessBuilder(attempt)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start()
                .waitFor()
            == 0;
  }

  private List<String> mount() {
    return List.of(
        "unshare",
        "-r",
        "-m",
        "sh",
        "-c",
        "mount -t tmpfs -o size="
            + bytes
            + " tmpfs '"
            + folder
            + "' && echo $$ >'"
            + pid
            + "' && exec \"$@\"",
        "sh");
  }

  boolean isEnforced() {
    return isEnforced;
  }

  /** Returns the prefix of the process's command. */
  List<String> command() {
    return isEnforced ? mount() : List.of();
  }

  /** Watches how much the started process stores. */
  void watch() {
    watch.scheduleWithFixedDelay(
        () -> most.accumulateAndGet(stored(), Math::max), 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
  }

  private long stored() {
    try (Stream<Path> files = Files.walk(seen())) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    } catch (IOException | UncheckedIOException vanished) {
      return 0;
    }
  }

  private Path seen() throws IOException {
    return isEnforced
        ? Path.of("/proc/" + Files.readString(pid).strip() + "/root" + folder)
        : folder;
  }

  /** Returns the maximum stored size in bytes. */
  long most() {
    return most.get();
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
