package dev.kcompact.benchmark.compare;

import dev.kcompact.contract.table.RecordForm;
import dev.kcompact.contract.table.SourceCleanUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.benchmark.compare.ContentHash.Content;
import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.contract.table.SourceCleanUp;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentHashTest {
  private static final String FIRST =
      "SELECT 1::BIGINT AS id, '9b2c1e00-0000-4000-8000-00000000000A' AS uid, 1.50::DECIMAL(9,2)"
          + " AS price, TIMESTAMPTZ '2026-11-20 10:00:00.000001+00' AS at, '{\"a\":1}' AS free,"
          + " [{'uid': 'AA', 'n': 1::BIGINT}] AS items";
  private static final String SECOND =
      "SELECT 2::BIGINT AS id, NULL::VARCHAR AS uid, NULL::DECIMAL(9,2) AS price, NULL::TIMESTAMPTZ AS at,"
          + " 'plain text' AS free, [NULL]::STRUCT(uid VARCHAR, n BIGINT)[] AS items";

  @TempDir Path folder;
  private int written;

  private static Field field(String name, ColumnType type) {
    return new Field(name, type, false, true, Constraints.NONE);
  }

  private static BaseTable table() {
    StructType item =
        new StructType(List.of(field("uid", Scalar.UUID), field("n", Scalar.INTEGER)));
    return new BaseTable(
        "t",
        "d",
        "t",
        "t/",
        ObjectNaming.CONFLUENT,
        ObjectFilter.DEFAULT,
        new DayRule.FromLastModified(ZoneOffset.UTC),
        new TableSchema(
            new StructType(
                List.of(
                    field("id", Scalar.INTEGER),
                    field("uid", Scalar.UUID),
                    field("price", new DecimalType(9, 2)),
                    field("at", Scalar.TIMESTAMP),
                    field("free", Scalar.JSON),
                    field("items", new ArrayType(item, Constraints.NONE))))),
        List.of("id"),
        List.of(),
        1,
        Duration.ofMinutes(1),
        List.of(),
        List.of(),
        SourceCleanUp.NONE,
        RecordForm.PLAIN,
        false);
  }

  private Content hash(String... selects) throws Exception {
    Path file = folder.resolve(written++ + ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          "COPY (" + String.join(" UNION ALL ", selects) + ") TO '" + file + "' (FORMAT parquet)");
    }
    return ContentHash.of(List.of(table()), file.toString());
  }

  @Test
  void theOrderOfRowsDoesNotMatter() throws Exception {
    assertThat(hash(SECOND, FIRST)).isEqualTo(hash(FIRST, SECOND));
  }

  @Test
  void columnsThatAreNotDeclaredDoNotMatter() throws Exception {
    assertThat(hash(FIRST.replace("SELECT ", "SELECT 7 AS _line, "))).isEqualTo(hash(FIRST));
  }

  @Test
  void spellingsOfOneValueAreOne() throws Exception {
    assertThat(hash(FIRST.replace("000A", "000a").replace("9b2c", "9B2C").replace("AA", "aa")))
        .isEqualTo(hash(FIRST));
    assertThat(hash(FIRST.replace("{\"a\":1}", "{\"a\": 1 }"))).isEqualTo(hash(FIRST));
    assertThat(hash(FIRST.replace("{\"a\":1}", "\"text\"")))
        .as("a text of free JSON, with its quotes and without")
        .isEqualTo(hash(FIRST.replace("{\"a\":1}", "text")));
  }

  @Test
  void everyColumnCounts() throws Exception {
    Content of = hash(FIRST);
    assertThat(hash(FIRST.replace("1::BIGINT AS id", "2::BIGINT AS id"))).isNotEqualTo(of);
    assertThat(hash(FIRST.replace("9b2c", "9b2d"))).isNotEqualTo(of);
    assertThat(hash(FIRST.replace("1.50", "1.51"))).isNotEqualTo(of);
    assertThat(hash(FIRST.replace("000001+00", "000002+00"))).isNotEqualTo(of);
    assertThat(hash(FIRST.replace("\"a\":1", "\"a\":2"))).isNotEqualTo(of);
    assertThat(hash(FIRST.replace("'n': 1", "'n': 3"))).isNotEqualTo(of);
    assertThat(hash(FIRST.replace("[{'uid': 'AA'", "[{'uid': 'AB'"))).isNotEqualTo(of);
  }

  @Test
  void aRowTwiceIsNotARowOnce() throws Exception {
    assertThat(hash(FIRST, FIRST, SECOND)).isNotEqualTo(hash(FIRST, SECOND));
    assertThat(hash(FIRST, FIRST).hash()).isNotEqualTo(hash(SECOND).hash());
    assertThat(hash(FIRST, FIRST).rows()).isEqualTo(2);
  }

  @Test
  void aMissingColumnIsSaid() {
    assertThatThrownBy(() -> hash("SELECT 1 AS id"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Failed to read the output: ");
  }
}
