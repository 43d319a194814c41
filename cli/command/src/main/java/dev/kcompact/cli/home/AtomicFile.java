package dev.kcompact.cli.home;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that no reader, and no user who stops the command, finds a part of one. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a text into a file, whose folder is created; an existing file is replaced. */
  public static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.resolveSibling(""));
      Path written = Files.createTempFile(target.resolveSibling(""), ".kcompact-", ".new");
      written.toFile().deleteOnExit();
      try {
        keepPermissions(target, written);
        Files.write(written, text.getBytes(UTF_8));
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new CommandException("Failed to write file: " + target, e);
    }
  }

  /** Temporary files are for their owner only; new files are as the system makes them. */
  private static void keepPermissions(Path target, Path written) throws IOException {
    if (!Files.getFileStore(written).supportsFileAttributeView("posix")) {
      return;
    }
    if (Files.exists(target)) {
      Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
      return;
    }
    Files.delete(written);
    Files.createFile(written);
  }
}
