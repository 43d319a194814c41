package dev.kcompact.contract.table;

import static java.util.Objects.requireNonNull;

/**
 * One problem of a definition, in one line.
 *
 * @param file name of the file, relative to the root of the definitions
 * @param path JSON pointer of the place in it; empty for the file itself
 * @param message what is there and what is expected
 */
public record Problem(String file, String path, String message) {
  public Problem {
    requireNonNull(file, "file is null");
    path = oneLine(requireNonNull(path, "path is null"));
    message = oneLine(requireNonNull(message, "message is null"));
  }

  /** Quoted values may contain any character. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  @Override
  public String toString() {
    return file + (path.isEmpty() ? "" : " at " + path) + ": " + message;
  }
}
