package dev.kcompact.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.values.DecodedValues;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows that the rules see are those of the decoder, to the last digit. */
class RowFilesTest {
  @TempDir Path tmp;

  /** Each value that the job's decoder accepts, in every type and encoding. */
  @Test
  void haveTheValuesOfTheDecoder() throws Exception {
    int compared = 0;
    try (DuckDb db = DuckDb.open(128L << 20, 1, tmp.resolve("spill"))) {
      for (DecodedValues known : DecodedValues.all()) {
        Map<Integer, @Nullable String> expected = new HashMap<>();
        List<String> values = DecodedValues.values();
        for (int i = 0; i < values.size(); i++) {
          if (known.accepted().containsKey(values.get(i))) {
            expected.put(i, known.accepted().get(values.get(i)));
          }
        }
        assertThat(written(db, known.table(), values)).as(known.line()).isEqualTo(expected);
        compared += expected.size();
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }

  private Map<Integer, @Nullable String> written(DuckDb db, BaseTable table, List<String> values)
      throws Exception {
    StringBuilder object = new StringBuilder();
    values.forEach(value -> object.append("{\"v\":").append(value).append("}\n"));
    Path folder = Files.createTempDirectory(tmp, "rows");
    List<Path> files;
    try (RowFiles rows = new RowFiles(table, folder, db)) {
      new ObjectDecoder(table, DecodeLimits.DEFAULTS)
          .decode(
              "topics/t/t+0+0000000000.json",
              object.toString().getBytes(UTF_8),
              row -> {
                if (!row.isCorrupt()) {
                  rows.add(row, "topics/t/t+0+0000000000.json");
                }
              });
      files = rows.finish();
    }
    Map<Integer, @Nullable String> found = new HashMap<>();
    if (!files.isEmpty()) {
      db.forEach(
          "read",
          Sql.of("SELECT _line, v FROM read_parquet({files})", Map.of("files", Sql.files(files))),
          row -> found.put(row.getInt(1), DecodedValues.text(plain(row.getObject(2)))));
    }
    return found;
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof DuckDBStruct struct) {
      Map<String, @Nullable Object> fields = new HashMap<>();
      for (Map.Entry<String, Object> field : struct.getMap().entrySet()) {
        fields.put(field.getKey(), plain(field.getValue()));
      }
      return fields;
    }
    if (value instanceof java.sql.Array array) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : (Object[]) array.getArray()) {
        items.add(plain(item));
      }
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new HashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        entries.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
      }
      return entries;
    }
    return value;
  }
}
