package dev.kcompact.finalizer.finalize.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket's row counts for each raw object, over two compacted files. */
class ObjectCountsTest {
  private static final BaseTable ORDERS = SampleDefinitions.orders();
  private static final List<String> NAMES = List.of("compacted/b.parquet", "compacted/a.parquet");
  private static final String UNNAMED =
      "{\"order_id\": \"X\", \"customer\": 0, \"amount\": -1, \"updated_at\":"
          + " \"2026-11-22T01:00:00Z\", \"_source_key\": \"topics/orders/odd\", \"_line\": %d}";

  @TempDir Path tmp;
  private final List<Path> files = new ArrayList<>();

  @BeforeEach
  void writeFiles() throws Exception {
    write(
        DayFixture.order("O-1", "1.00", 0, 0),
        DayFixture.order("O-1", "2.00", 0, 1),
        DayFixture.order("O-2", "2.00", 3, 0),
        DayFixture.corrupt(3, 1));
    write(DayFixture.order("O-1", "3.00", 0, 9), UNNAMED.formatted(0), UNNAMED.formatted(1));
  }

  private void write(String... rows) throws Exception {
    Path file = tmp.resolve(files.size() + ".parquet");
    ParquetFile.write(file, ORDERS, List.of(rows), Map.of());
    files.add(file);
  }

  @Test
  void sayWhatBecameOfEachObjectsRows() throws Exception {
    Path counts = count(new HashBucket("orders", 0, 1));

    assertThat(
            ParquetFile.query(
                List.of(counts),
                "SELECT compacted_file, kafka_partition, file_offset, source_key, rows, corrupt,"
                    + " invalid, duplicates, rejects FROM files ORDER BY 1, 3"))
        .containsExactly(
            List.of("compacted/a.parquet", "0", "0", "null", "1", "0", "0", "0", "{}"),
            List.of(
                "compacted/a.parquet",
                "null",
                "null",
                "topics/orders/odd",
                "2",
                "0",
                "2",
                "0",
                "{amount_not_negative=2, 'minimum:/customer'=2, 'pattern:/order_id'=2}"),
            List.of("compacted/b.parquet", "0", "0", "null", "2", "0", "0", "2", "{}"),
            List.of(
                "compacted/b.parquet", "0", "3", "null", "2", "1", "0", "0", "{malformed_json=1}"));
  }

  @Test
  void ofAllPartsAddUpToThoseOfOne() throws Exception {
    List<Path> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parts.add(count(new HashBucket("orders", i, 3)));
    }

    assertThat(totals(parts)).isEqualTo(totals(List.of(count(new HashBucket("orders", 0, 1)))));
  }

  private static List<List<String>> totals(List<Path> counts) throws Exception {
    return ParquetFile.query(
        counts,
        "SELECT compacted_file, file_offset, source_key, sum(rows), sum(corrupt), sum(invalid),"
            + " sum(duplicates) FROM files GROUP BY ALL ORDER BY ALL");
  }

  private Path count(HashBucket bucket) throws Exception {
    Path folder = Files.createTempDirectory(tmp, "work");
    Path counts = folder.resolve("objects.parquet");
    try (DuckDb db = DuckDb.open(256L << 20, 2, folder.resolve("spill"))) {
      BucketProcessor work = new BucketProcessor(db, ORDERS, ORDERS.order(), files);
      work.run(bucket, Map::of, Files.createDirectory(folder.resolve("out")));
      work.countObjects(NAMES, counts);
    }
    return counts;
  }
}
