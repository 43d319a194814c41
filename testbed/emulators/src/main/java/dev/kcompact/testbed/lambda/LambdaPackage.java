package dev.kcompact.testbed.lambda;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks a function's zip as Lambda does. */
public final class LambdaPackage {
  /** Lambda's limit for a function and its layers. */
  private static final long MOST_BYTES = 250L * 1024 * 1024;

  private LambdaPackage() {}

  /** Replaces the directory, the functions' /var/task, with the contents of the zip. */
  public static void unpack(Path zip, Path directory) {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      // Code of an earlier start must not remain.
      Directories.delete(directory);
      Files.createDirectories(directory);
      long bytes = 0;
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        bytes += unpack(file, entries.nextElement(), directory.toAbsolutePath().normalize());
        if (bytes > MOST_BYTES) {
          throw new CommandException(
              "Lambda would reject " + zip + ": it unpacks to more than 250 MiB; remove libraries");
        }
      }
    } catch (IOException e) {
      throw new CommandException("Failed to unpack the functions' zip: " + zip, e);
    }
  }

  private static long unpack(ZipFile file, ZipEntry entry, Path directory) throws IOException {
    Path target = directory.resolve(entry.getName()).normalize();
    if (!target.startsWith(directory)) {
      throw new IOException("Zip entry is outside the directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return 0;
    }
    Path parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (InputStream in = file.getInputStream(entry)) {
      return Files.copy(in, target);
    }
  }
}
