package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;

/**
 * A table's ledger of a run, stored as {@code ledger/<table>.json} after its file is written.
 *
 * @param file one row for each raw object and compacted file
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

  public static String name(String table) {
    return "ledger/" + table + ".json";
  }
}
