package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.Coverage.Duplicated;
import dev.kcompact.contract.lineage.SourceObject;
import java.time.LocalDate;
import java.util.List;

/**
 * The objects that make a table's day incomplete, stored as {@code coverage/<table>.json}.
 *
 * @param covered number of raw objects that are in exactly one file, unchanged
 * @param missing raw objects in no file
 * @param duplicated keys in more than one file, with those files
 * @param changed raw objects whose content changed after compaction
 * @param unproven files whose digest contradicts their objects
 */
public record CoverageDocument(
    int version,
    String table,
    LocalDate date,
    long covered,
    List<Listed> missing,
    @JsonProperty("doubled") List<Duplicated> duplicated,
    List<Listed> changed,
    List<String> unproven) {
  public static final int VERSION = 1;

  public record Listed(String key, String etag, long size) {
    public Listed {
      requireNonNull(key, "key is null");
      requireNonNull(etag, "etag is null");
    }

    private static List<Listed> of(List<SourceObject> objects) {
      return objects.stream().map(o -> new Listed(o.key(), o.etag(), o.size())).toList();
    }
  }

  public CoverageDocument {
    requireNonNull(table, "table is null");
    requireNonNull(date, "date is null");
    missing = List.copyOf(missing);
    duplicated = List.copyOf(duplicated);
    changed = List.copyOf(changed);
    unproven = List.copyOf(unproven);
  }

  public static CoverageDocument of(String table, LocalDate date, Coverage coverage) {
    return new CoverageDocument(
        VERSION,
        table,
        date,
        coverage.covered(),
        Listed.of(coverage.missing()),
        coverage.duplicated(),
        Listed.of(coverage.changed()),
        coverage.unproven());
  }

  public static String name(String table) {
    return "coverage/" + table + ".json";
  }
}
