package dev.kcompact.cli.evolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.cli.inspect.FieldInference;
import java.time.LocalDate;

/** What compacted files say about one field. Not thread-safe. */
final class FieldEvidence {
  private final FieldInference inference = new FieldInference();
  private String firstFile = "";
  private String lastFile = "";
  private long files;
  private long rows;

  void add(String file, LocalDate day, JsonNode value) {
    inference.add(value, day);
    rows++;
    firstFile = firstFile.isEmpty() ? file : firstFile;
    if (!file.equals(lastFile)) {
      lastFile = file;
      files++;
    }
  }

  FieldInference inference() {
    return inference;
  }

  long rows() {
    return rows;
  }

  /** Returns how many rows of which files have the field. */
  String summary() {
    return "%,d values in %,d files, first %s".formatted(rows, files, firstFile);
  }
}
