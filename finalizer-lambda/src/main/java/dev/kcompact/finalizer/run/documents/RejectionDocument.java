package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The reasons why Publish rejected the day, stored as {@code rejection.json}. */
public record RejectionDocument(int version, List<Finding> findings) {
  public static final String NAME = "rejection.json";
  public static final int VERSION = 1;

  public record Finding(String table, String reason) {
    public Finding {
      requireNonNull(table, "table is null");
      requireNonNull(reason, "reason is null");
    }
  }

  public RejectionDocument {
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("findings is empty");
    }
  }

  /** Returns all findings in one line. */
  public String summary() {
    return String.join(
        "; ", findings.stream().map(each -> each.table() + ": " + each.reason()).toList());
  }
}
