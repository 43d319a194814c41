package dev.kcompact.benchmark.run;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a subject is asked to do: compact every object below the source.
 *
 * @param storage where both ends are
 * @param source root of the objects, ending with a slash
 * @param output where the files go, ending with a slash; empty so far
 * @param outputFolder the folder in which a reader finds what was written to {@code output}
 * @param tables folder of the table definitions
 * @param work the subject's own folder for logs and checkpoints
 */
public record Task(
    Storage storage, URI source, URI output, Path outputFolder, Path tables, Path work) {
  public Task {
    requireNonNull(storage, "storage is null");
    requireNonNull(outputFolder, "outputFolder is null");
    requireNonNull(tables, "tables is null");
    requireNonNull(work, "work is null");
    if (!source.toString().endsWith("/") || !output.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "a root does not end with a slash: " + source + ", " + output);
    }
  }
}
