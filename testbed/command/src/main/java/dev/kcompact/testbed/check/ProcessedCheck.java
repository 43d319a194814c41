package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import java.io.IOException;
import java.util.List;

/**
 * Checks that a processed table's day has exactly the expected rows, in every column, and unknown
 * fields where records have them.
 */
record ProcessedCheck(ExpectedDay expected, DeclaredTable table) {
  CheckResult run(DuckDb duckDb, List<StoredFile> files) throws IOException {
    DifferenceCollector differences = new DifferenceCollector("processed " + table.name());
    ExpectedRows rows = expected.rows(table);
    String select =
        "md5(" + CanonicalSql.ofColumns(table, table.key()) + "), md5(" + row(table) + ")";
    for (StoredFile file : files) {
      duckDb.read(
          file,
          select,
          row ->
              rows.found(
                  Fingerprint.parse(row.getString(1)),
                  Fingerprint.parse(row.getString(2)),
                  file.key(),
                  differences,
                  record -> expected.place(table, record)));
    }
    rows.finish(differences, record -> expected.place(table, record));
    return differences.result();
  }

  /** The text of {@link ExpectedDay#text}. */
  private static String row(DeclaredTable table) {
    return table.keepsRescued()
        ? CanonicalSql.ofRow(table) + " || CASE WHEN _rescued IS NULL THEN '-' ELSE '+' END"
        : CanonicalSql.ofRow(table);
  }
}
