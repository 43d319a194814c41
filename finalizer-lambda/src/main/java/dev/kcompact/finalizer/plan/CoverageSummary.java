package dev.kcompact.finalizer.plan;

import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Summarizes in one line why a day is incomplete: counts, first names, location of the list. */
final class CoverageSummary {
  private static final int MAX_NAMES = 20;

  private CoverageSummary() {}

  /**
   * @param list location of the full list
   * @param unreadable what the job cannot read
   */
  static String of(Coverage coverage, String list, UnreadableObjects unreadable) {
    List<String> parts = new ArrayList<>();
    List<String> missing = coverage.missing().stream().map(SourceObject::key).toList();
    add(parts, "missing", missing);
    add(
        parts,
        "of them unreadable",
        unreadable.among(new HashSet<>(missing)).stream().map(Unreadable::toString).toList());
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
