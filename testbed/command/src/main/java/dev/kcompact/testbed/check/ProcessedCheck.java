package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import java.io.IOException;
import java.util.List;

/**
 * A processed table's day holds exactly the rows that the sample's records make, in every column.
 */
final class ProcessedCheck {
  private final ExpectedDay expected;
  private final DeclaredTable table;

  ProcessedCheck(ExpectedDay expected, DeclaredTable table) {
    this.expected = expected;
    this.table = table;
  }

  CheckResult run(DuckDb duckDb, List<StoredFile> files) throws IOException {
    Findings findings = new Findings("processed " + table.name());
    ExpectedRows rows = expected.rows(table);
    String select =
        "md5("
            + CanonicalSql.ofColumns(table, table.key())
            + "), md5("
            + CanonicalSql.ofRow(table)
            + ")";
    for (StoredFile file : files) {
      duckDb.read(
          file,
          select,
          row ->
              rows.found(
                  Fingerprint.parse(row.getString(1)),
                  Fingerprint.parse(row.getString(2)),
                  file.key(),
                  findings,
                  record -> expected.place(table, record)));
    }
    rows.finish(findings, record -> expected.place(table, record));
    return findings.result();
  }
}
