package dev.kcompact.finalizer.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip that is deployed, as the build has left it. */
final class PackagedZip {
  /** AWS's runtime client, which the service puts beside the zip. */
  static final Path RUNTIME_CLIENT = Path.of("target", "runtime-client");

  private PackagedZip() {}

  static Path path() throws IOException {
    try (var files =
        Files.newDirectoryStream(Path.of("target"), "kcompact-finalizer-lambda-*.zip")) {
      return files.iterator().next();
    }
  }

  /** Unpacks it; its size then. */
  static long unzip(Path folder) throws IOException {
    long total = 0;
    try (ZipFile file = new ZipFile(path().toFile())) {
      for (ZipEntry entry : file.stream().filter(each -> !each.isDirectory()).toList()) {
        Path target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        try (InputStream in = file.getInputStream(entry)) {
          total += Files.copy(in, target);
        }
      }
    }
    return total;
  }
}
