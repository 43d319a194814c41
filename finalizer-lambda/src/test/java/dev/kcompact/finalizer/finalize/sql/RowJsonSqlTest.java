package dev.kcompact.finalizer.finalize.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.values.DecodedValues;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a row, which is what quarantine and dead letters hold. */
class RowJsonSqlTest {
  private static final BaseTable TABLE =
      DecodedValues.table(
          "",
          """
          {"type":"object","properties":{
            "free":true,
            "items":{"type":"array","items":true},
            "by_name":{"type":"object","additionalProperties":{"type":"array","items":true}},
            "part":{"type":"object","properties":{"order_id":{"type":"string"},"j":true}},
            "large":{"type":"number","format":"decimal","x-precision":38,"x-scale":20},
            "small":{"type":"number","format":"decimal","x-precision":38,"x-scale":38},
            "n":{"type":"integer"},"ok":{"type":"boolean"},"s":{"type":"string"},
            "at":{"type":"string","format":"date-time"},"d":{"type":"string","format":"date"},
            "prices":{"type":"array","items":
              {"type":"number","format":"decimal","x-precision":20,"x-scale":2}}
          }}
          """);

  private final Random random;

  RowJsonSqlTest() {
    random = new Random(1);
  }

  private static String json(String row) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT " + RowJsonSql.of(TABLE.schema()) + " FROM (SELECT " + row + ")")) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private String number(Random from) {
    String digits = new BigInteger(20 + from.nextInt(200), from).toString();
    return (from.nextBoolean() ? "-" : "")
        + (from.nextBoolean() ? digits : from.nextInt(10) + "." + digits)
        + (from.nextInt(3) == 0 ? "E+" + from.nextInt(400) : from.nextInt(3) == 0 ? "e-07" : "");
  }

  /** JSON with everything that a parser could change. */
  private String freeForm(int depth) {
    int kind = random.nextInt(depth > 2 ? 5 : 7);
    return switch (kind) {
      case 0, 1, 2 -> number(random);
      case 3 -> "\"\\u00e9\\/ \\u0000\u00e9'{x}\"";
      case 4 -> List.of("null", "true", "[ ]", "{}", "-0.0", "1.50", "\"\"").get(random.nextInt(7));
      case 5 -> "[ " + freeForm(depth + 1) + " ,\t" + freeForm(depth + 1) + "]";
      default ->
          "{ \"b\" : " + freeForm(depth + 1) + ",\"a\":" + freeForm(depth + 1) + ",\"a\":1.0}";
    };
  }

  private static String text(String json) {
    return Sql.literal(json).toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void freeFormValuesAndNumbersAreAsTheyWereWritten(int seed) throws Exception {
    random.setSeed(seed);
    String free = freeForm(0);
    String first = freeForm(0);
    String second = freeForm(1);
    String large = new BigDecimal(new BigInteger(120, random), 20).toPlainString();
    String small = new BigDecimal(new BigInteger(120, random), 38).negate().toPlainString();
    long n = random.nextLong();
    String row =
        """
        %1$s AS free, [%2$s, NULL, %3$s] AS items, MAP {'x "y"': [%3$s], 'none': NULL} AS by_name,
        {'order_id': 'o\\', 'j': %2$s} AS part, CAST('%4$s' AS DECIMAL(38,20)) AS large,
        CAST('%5$s' AS DECIMAL(38,38)) AS small, CAST(%6$d AS BIGINT) AS n, true AS ok,
        'a"b' AS s, TIMESTAMPTZ '2026-11-22 10:00:00.000001+00' AS at, DATE '2026-11-22' AS d,
        [CAST('0.10' AS DECIMAL(20,2)), CAST('123456789012345678.25' AS DECIMAL(20,2))] AS prices
        """
            .formatted(text(free), text(first), text(second), large, small, n);
    assertThat(json(row))
        .isEqualTo(
            "{\"free\":%s,\"items\":[%s,null,%s],\"by_name\":{\"x \\\"y\\\"\":[%3$s],\"none\":null},"
                    .formatted(free, first, second)
                + "\"part\":{\"order_id\":\"o\\\\\",\"j\":%s},\"large\":%s,\"small\":%s,\"n\":%d,"
                    .formatted(first, large, small, n)
                + "\"ok\":true,\"s\":\"a\\\"b\",\"at\":\"2026-11-22T10:00:00.000001Z\","
                + "\"d\":\"2026-11-22\",\"prices\":[0.10,123456789012345678.25]}");
  }

  @Test
  void absentValuesAreNull() throws Exception {
    String row =
        """
        NULL AS free, [] AS items, CAST(MAP {} AS MAP(VARCHAR, VARCHAR[])) AS by_name, NULL AS part, NULL AS large,
        CAST(0 AS DECIMAL(38,38)) AS small, NULL AS n, NULL AS ok, NULL AS s,
        CAST(NULL AS TIMESTAMPTZ) AS at, NULL AS d, NULL AS prices
        """
            .replace("NULL AS part", "CAST(NULL AS STRUCT(order_id VARCHAR, j VARCHAR)) AS part")
            .replace("NULL AS prices", "CAST(NULL AS DECIMAL(20,2)[]) AS prices");
    assertThat(json(row))
        .isEqualTo(
            "{\"free\":null,\"items\":[],\"by_name\":{},\"part\":null,\"large\":null,"
                + "\"small\":0."
                + "0".repeat(38)
                + ",\"n\":null,\"ok\":null,\"s\":null,\"at\":null,\"d\":null,\"prices\":null}");
  }

  @Test
  void theQuarantineHoldsTheTextAsItWas(@TempDir Path tmp) throws Exception {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"string\",\"pattern\":\"^a\"},"
            + "\"free\":true}}";
    BaseTable table = DecodedValues.table("", schema);
    List<String> texts = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String free = freeForm(0);
      texts.add("{\"k\":\"b\",\"free\":" + free + "}");
      String quoted =
          "\"" + free.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"";
      rows.add("{\"k\":\"b\",\"free\":" + quoted + ",\"_partition\":0,\"_line\":" + i + "}");
    }
    Path file = tmp.resolve("0.parquet");
    ParquetFile.write(file, table, rows, Map.of());
    try (DuckDb db = DuckDb.open(256L << 20, 2, tmp.resolve("spill"))) {
      ProcessedBucket found =
          new BucketProcessor(db, table, table.order(), List.of(file))
              .run(new HashBucket("t", 0, 1), Map::of, tmp);
      assertThat(ParquetFile.query(found.quarantine(), "SELECT record FROM files ORDER BY line"))
          .extracting(row -> row.get(0))
          .isEqualTo(texts);
    }
  }
}
