package dev.kcompact.finalizer.plan;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.SourceObject;
import java.util.ArrayList;
import java.util.List;

/** Says in one line why a day is not whole: counts, the first names, and where all of them are. */
final class CoverageSummary {
  private static final int FIRST = 20;

  private CoverageSummary() {}

  /**
   * @param all location of the full list
   */
  static String of(Coverage coverage, String all) {
    List<String> parts = new ArrayList<>();
    add(parts, "missing", coverage.missing().stream().map(SourceObject::key).toList());
    add(parts, "doubled", coverage.doubled().stream().map(Coverage.Doubled::key).toList());
    add(parts, "changed", coverage.changed().stream().map(SourceObject::key).toList());
    add(parts, "unproven", coverage.unproven());
    return String.join("; ", parts) + "; all of them: " + all;
  }

  private static void add(List<String> parts, String kind, List<String> names) {
    if (!names.isEmpty()) {
      String first = String.join(", ", names.subList(0, Math.min(FIRST, names.size())));
      parts.add(names.size() + " " + kind + " (" + first + (names.size() > FIRST ? ", ...)" : ")"));
    }
  }
}
