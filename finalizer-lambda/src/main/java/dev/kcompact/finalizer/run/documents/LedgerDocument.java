package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;

/**
 * A table's ledger of a run, kept as {@code ledger/<table>.json} once its file is written.
 *
 * @param version of this format
 * @param file one row for each raw object and compacted file
 * @param rows total number of rows of the objects
 * @param kept number of rows in the processed table
 * @param duplicates number of rows that a newer row replaces
 */
public record LedgerDocument(
    int version,
    String table,
    OutputFile file,
    long rows,
    long kept,
    long duplicates,
    long corrupt,
    long invalid) {
  public static final int VERSION = 1;

  public LedgerDocument {
    requireNonNull(table, "table is null");
    requireNonNull(file, "file is null");
  }

  /** Name of a table's document. */
  public static String name(String table) {
    return "ledger/" + table + ".json";
  }
}
