package dev.kcompact.finalizer.plan;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.SourceObject;
import java.util.ArrayList;
import java.util.List;

/** Summarizes in one line why a day is incomplete: counts, first names, location of the list. */
final class CoverageSummary {
  private static final int MAX_NAMES = 20;

  private CoverageSummary() {}

  /** {@code list} is the location of the full list. */
  static String of(Coverage coverage, String list) {
    List<String> parts = new ArrayList<>();
    add(parts, "missing", coverage.missing().stream().map(SourceObject::key).toList());
    add(parts, "duplicated", coverage.duplicated().stream().map(Coverage.Duplicated::key).toList());
    add(parts, "changed", coverage.changed().stream().map(SourceObject::key).toList());
    add(parts, "unproven", coverage.unproven());
    return String.join("; ", parts) + "; all of them: " + list;
  }

  private static void add(List<String> parts, String kind, List<String> names) {
    if (!names.isEmpty()) {
      String first = String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())));
      parts.add(
          names.size() + " " + kind + " (" + first + (names.size() > MAX_NAMES ? ", ...)" : ")"));
    }
  }
}
