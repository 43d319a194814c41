package dev.kcompact.cli.home;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of a command that is deleted at its end, also when the user stops it. */
public final class TemporaryFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

  private static final int ATTEMPTS = 5;

  private final Path directory;

  /** Topmost folder that this one created. */
  private final Path created;

  private final Thread atExit = new Thread(this::delete, "delete-temporary");

  private TemporaryFolder(Path directory, Path created) {
    this.directory = directory;
    this.created = created;
  }

  /** Creates a folder inside another one, which is created if needed. */
  public static TemporaryFolder in(Path parent) {
    Path absolute = parent.toAbsolutePath().normalize();
    Path missing = absolute;
    while (!Files.exists(missing.resolveSibling(""))) {
      missing = missing.resolveSibling("");
    }
    try {
      boolean isNew = !Files.exists(absolute);
      Path directory = Files.createTempDirectory(Files.createDirectories(absolute), "tmp-");
      TemporaryFolder folder = new TemporaryFolder(directory, isNew ? missing : directory);
      Runtime.getRuntime().addShutdownHook(folder.atExit);
      return folder;
    } catch (IOException e) {
      throw new CommandException("Failed to create the work folder: " + absolute, e);
    }
  }

  public Path directory() {
    return directory;
  }

  private void delete() {
    try {
      deleteFiles();
      Path parent = directory;
      while (!parent.equals(created)) {
        parent = parent.resolveSibling("");
        // Another command may work beside this one.
        Files.deleteIfExists(parent);
      }
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("Folder is used by others: {}", directory.resolveSibling(""));
    } catch (IOException e) {
      LOG.warn("Failed to delete the temporary folder: {}; delete it", directory, e);
    }
  }

  /** Tries more than once, because threads that are stopped may still write. */
  private void deleteFiles() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Directories.delete(directory);
        return;
      } catch (IOException | UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException isShuttingDown) {
      LOG.debug("Folder is deleted already: {}", directory);
    }
  }
}
