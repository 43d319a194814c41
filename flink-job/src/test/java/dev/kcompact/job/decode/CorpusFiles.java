package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads the lines of a resource of this package, without comments and blank lines. */
public final class CorpusFiles {
  private CorpusFiles() {}

  public static List<String> lines(String name) {
    try (InputStream in = requireNonNull(CorpusFiles.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read corpus: " + name, e);
    }
  }
}
