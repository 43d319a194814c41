package dev.kcompact.finalizer.finalize.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.DerivedTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB compiles every rule and query of conf/ over the types of the schemas. */
class DeliveredDefinitionsTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final String CORRUPT_ROW =
      "{\"_line\": 0, \"_corrupt_record\": \"x\", \"_corrupt_reason\": \"malformed_json\"}";
  private static final long MEMORY = 256L << 20;

  private final TableCatalog catalog = TableCatalog.load(DefinitionFiles.readFolder(CONF));

  @TempDir Path tmp;

  @TestFactory
  List<DynamicTest> rulesOfBaseTablesCompile() {
    return catalog.baseTables().stream()
        .map(table -> DynamicTest.dynamicTest(table.name(), () -> finalizeCorruptRow(table)))
        .toList();
  }

  private void finalizeCorruptRow(BaseTable table) throws Exception {
    Path folder = Files.createTempDirectory(tmp, table.name());
    Path file = folder.resolve("in.parquet");
    ParquetFile.write(file, table, List.of(CORRUPT_ROW), Map.of());
    try (DuckDb db = DuckDb.open(MEMORY, 2, folder.resolve("spill"))) {
      ProcessedBucket counts =
          new BucketProcessor(db, table, table.order(), List.of(file))
              .run(new HashBucket(table.name(), 0, 1), Map::of, folder);
      assertThat(counts.corrupt()).isEqualTo(1);
      assertThat(counts.rules()).isEmpty();
    }
  }

  @TestFactory
  List<DynamicTest> queriesOfDerivedTablesGiveTheirSchema() {
    return catalog.derivedTables().stream()
        .map(table -> DynamicTest.dynamicTest(table.name(), () -> deriveFromNothing(table)))
        .toList();
  }

  private void deriveFromNothing(DerivedTable table) throws Exception {
    Path folder = Files.createTempDirectory(tmp, table.name());
    try (DuckDb db = DuckDb.open(MEMORY, 2, folder.resolve("spill"))) {
      List<Path> made = new DerivedTableQuery(db, table, catalog).run(Map.of(), folder);
      ProcessedBucket counts =
          new BucketProcessor(db, table, List.of(), made)
              .run(new HashBucket(table.name(), 0, 1), Map::of, folder);
      assertThat(counts.rowsIn()).isZero();
      assertThat(counts.rowsOut()).isZero();
    }
  }
}
