package dev.kcompact.cli.home;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.Directories;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder for the data and logs of one command's servers. Only one command at a time can use it.
 */
public final class WorkFolder implements AutoCloseable {
  private final Path directory;
  private final FileChannel channel;

  private WorkFolder(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Locks the folder, and creates it if needed; throws if another command uses it. */
  public static WorkFolder take(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    FileChannel channel = null;
    boolean taken = false;
    try {
      Files.createDirectories(absolute.resolve("logs"));
      Path lock = absolute.resolve("lock");
      channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      taken = tryLock(channel) != null;
      if (!taken) {
        throw new CommandException(
            "Another kcompact works in " + absolute + ": end it, or name another --work folder");
      }
      return new WorkFolder(absolute, channel);
    } catch (IOException e) {
      throw new CommandException("Failed to create the work folder: " + absolute, e);
    } finally {
      if (!taken) {
        closeQuietly(channel);
      }
    }
  }

  /** Whether a command uses the folder now. */
  static boolean isTaken(Path directory) {
    Path lock = directory.resolve("lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    } catch (IOException e) {
      throw new CommandException("Failed to read the work folder's lock: " + lock, e);
    }
  }

  /** Deletes kcompact's data of an earlier command, so that a demo starts with empty buckets. */
  public void clear() {
    for (String name : List.of("s3", "kafka", "connect", "job", "lambda", "check", "checkpoints")) {
      Path part = directory.resolve(name);
      try {
        Directories.delete(part);
      } catch (IOException e) {
        throw new CommandException("Failed to clear the work folder: " + part, e);
      }
    }
  }

  /** The absolute path. */
  public Path directory() {
    return directory;
  }

  public Path log(String server) {
    return directory.resolve("logs").resolve(server + ".log");
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new CommandException("Failed to release the work folder's lock", e);
      }
    }
  }
}
