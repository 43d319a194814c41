package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.DeclaredType.Simple;
import dev.kcompact.testbed.check.DeclaredType.Struct;
import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the catalog's partition of a table's day points at the run's folder, and that its
 * files have the declared columns and types. Additional columns must begin with an underscore.
 */
final class CatalogCheck {
  private static final String RESCUED = "_rescued";
  private static final String NO_COLUMN = "no column";

  private final DeclaredTable table;
  private final DifferenceCollector differences;

  CatalogCheck(DeclaredTable table) {
    this.table = table;
    this.differences = new DifferenceCollector("catalog " + table.name());
  }

  CheckResult run(
      PublishedTables catalog,
      LakeFiles lake,
      DuckDb duckDb,
      LocalDate day,
      String location,
      List<StoredFile> files)
      throws IOException {
    Optional<PublishedTables.PublishedPartition> partition =
        catalog.partition(table.domain(), table.name(), day);
    if (partition.isEmpty()) {
      differences.add(
          Kind.MISSING, table.name() + "/dt=" + day, "the catalog has no such partition");
      return differences.result();
    }
    differences.compare(
        Kind.CHANGED,
        "location of " + table.name(),
        withSlash(lake.uri(location)),
        withSlash(partition.get().location()));
    Struct declared = table.columns();
    declared
        .fields()
        .forEach(
            field ->
                column(
                    "catalog column " + field.getKey(),
                    field.getValue().glue(),
                    partition.get().columns().get(field.getKey())));
    column(
        "catalog column " + RESCUED,
        table.keepsRescued() ? Simple.TEXT.glue() : NO_COLUMN,
        partition.get().columns().get(RESCUED));
    added("catalog", partition.get().columns());
    if (files.isEmpty()) {
      differences.add(Kind.MISSING, lake.uri(location), "no Parquet file");
    }
    for (StoredFile file : files) {
      file(duckDb, file);
    }
    return differences.result();
  }

  private void file(DuckDb duckDb, StoredFile file) {
    try {
      Map<String, String> columns = duckDb.describe(file);
      table
          .columns()
          .fields()
          .forEach(
              field ->
                  column(
                      file.key() + " column " + field.getKey(),
                      duckDb.spelled(field.getValue()),
                      columns.get(field.getKey())));
      column(
          file.key() + " column " + RESCUED,
          table.keepsRescued() ? Simple.TEXT.duckDb() : NO_COLUMN,
          columns.get(RESCUED));
      added(file.key(), columns);
    } catch (IOException e) {
      differences.add(Kind.UNREADABLE, file.key(), String.valueOf(e.getMessage()));
    }
  }

  private void column(
      String place, String expected, @org.jspecify.annotations.Nullable String found) {
    differences.compare(Kind.WRONG_SCHEMA, place, expected, found == null ? NO_COLUMN : found);
  }

  private void added(String place, Map<String, String> columns) {
    for (String name : columns.keySet()) {
      boolean declared = table.columns().fields().stream().anyMatch(f -> f.getKey().equals(name));
      if (!declared && !name.startsWith("_")) {
        differences.add(Kind.WRONG_SCHEMA, place, "undeclared column " + name);
      }
    }
  }

  private static String withSlash(String location) {
    return location.endsWith("/") ? location : location + "/";
  }
}
