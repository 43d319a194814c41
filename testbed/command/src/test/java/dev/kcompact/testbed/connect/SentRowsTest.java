package dev.kcompact.testbed.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.testbed.connect.SentRows.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentRowsTest {
  private static final String FIRST =
      """
      {"_offset":12,"id":1,"price":"19.90","at":"2026-11-22T10:00:00.001Z","d":"2026-11-22",\
      "tags":{"b":2,"a":1},"lines":[{"sku":"x","price":"0.10"}]}""";
  private static final String SECOND = "{\"_offset\":13,\"id\":2,\"price\":null}";

  @TempDir private Path folder;
  private final Map<String, String> columns = new LinkedHashMap<>();

  @BeforeEach
  void declareColumns() {
    columns.put("_offset", "BIGINT");
    columns.put("id", "BIGINT");
    columns.put("price", "DECIMAL(12,2)");
    columns.put("at", "TIMESTAMP WITH TIME ZONE");
    columns.put("d", "DATE");
    columns.put("tags", "MAP(VARCHAR, BIGINT)");
    columns.put("lines", "STRUCT(sku VARCHAR, price DECIMAL(12,2))[]");
  }

  private Path compacted() throws SQLException {
    Path file = folder.resolve("0.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (
            SELECT
              CAST(10 AS BIGINT) AS _file_offset, _line, id, price, "at", d, tags, lines, 'x' AS other
            FROM (
              VALUES
                (CAST(2 AS INTEGER), CAST(1 AS BIGINT), CAST(19.90 AS DECIMAL(12,2)),
                  TIMESTAMPTZ '2026-11-22 10:00:00.001+00', DATE '2026-11-22',
                  MAP {'a': CAST(1 AS BIGINT), 'b': CAST(2 AS BIGINT)},
                  [{'sku': 'x', 'price': CAST(0.10 AS DECIMAL(12,2))}]),
                (3, 2, NULL, NULL, NULL, NULL, NULL)
            ) AS rows(_line, id, price, "at", d, tags, lines)
          ) TO '%s' (FORMAT parquet)
          """
              .formatted(file));
    }
    return file;
  }

  private Outcome compare(String... rows) throws IOException, SQLException {
    Path sent = Files.write(folder.resolve("sent.jsonl"), List.of(rows));
    return SentRows.compacted(columns, sent, List.of(compacted()));
  }

  @Test
  void equalRowsHoldInAnyOrder() throws Exception {
    Outcome outcome = compare(SECOND, FIRST);
    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.holds()).isTrue();
    assertThat(outcome.sent()).isEqualTo(2);
    assertThat(outcome.found()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\":1|\"id\":3",
        "19.90|19.91",
        "10:00:00.001Z|10:00:00.002Z",
        "10:00:00.001Z|07:00:00.001Z",
        "2026-11-22\",|2026-11-23\",",
        "\"b\":2|\"b\":3",
        "0.10|0.11",
        "\"_offset\":12|\"_offset\":11",
        "\"price\":\"19.90\"|\"price\":null"
      })
  void anyOtherValueDiffers(String change) throws Exception {
    String[] parts = change.split("\\|");
    assertThat(FIRST).contains(parts[0]);
    Outcome outcome = compare(FIRST.replace(parts[0], parts[1]), SECOND);
    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.differences())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("missing: "),
            line -> assertThat(line).startsWith("not sent: "));
  }

  @Test
  void rowsCountAsOftenAsTheyWereSent() throws Exception {
    assertThat(compare(FIRST).differences()).singleElement().asString().startsWith("not sent: ");
    assertThat(compare(FIRST, SECOND, SECOND).differences())
        .singleElement()
        .asString()
        .startsWith("missing: ");
  }

  @Test
  void anotherTypeDiffersWhateverItsValues() throws Exception {
    columns.put("price", "VARCHAR");
    columns.put("no_column", "VARCHAR");
    assertThat(compare(FIRST, SECOND).differences())
        .containsExactly(
            "type of price: expected VARCHAR, found DECIMAL(12,2)",
            "type of no_column: expected VARCHAR, found none");
  }

  private Path published(String... rows) throws SQLException {
    Path file = folder.resolve("published.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (SELECT CAST(id AS BIGINT) AS id, CAST(price AS DECIMAL(12,2)) AS price
            FROM (VALUES %s) AS rows(id, price))
          TO '%s' (FORMAT parquet)
          """
              .formatted(String.join(", ", rows), file));
    }
    return file;
  }

  private Outcome comparePublished(String... rows) throws IOException, SQLException {
    columns.keySet().retainAll(List.of("_offset", "id", "price"));
    columns.put("_corrupt_reason", "VARCHAR");
    List<String> sent =
        List.of(
            sent(22, 0, 7, 1, "1.00"),
            sent(22, 0, 8, 1, "2.00"),
            sent(22, 1, 5, 2, "3.00"),
            sent(22, 0, 9, 2, "4.00"),
            sent(23, 0, 6, 1, "5.00"));
    return SentRows.published(
        columns,
        List.of("id"),
        Files.write(folder.resolve("sent.jsonl"), sent),
        List.of(published(rows)));
  }

  private static String sent(int day, int partition, int offset, int id, String price) {
    return "{\"_day\":\"2026-11-%d\",\"_partition\":%d,\"_offset\":%d,\"id\":%d,\"price\":\"%s\"}"
        .formatted(day, partition, offset, id, price);
  }

  @Test
  void newestRowOfEachDayAndKeyIsPublished() throws Exception {
    Outcome outcome = comparePublished("(1, 2.00)", "(2, 3.00)", "(1, 5.00)");
    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.sent()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(1, 1.00)", "(1, 2.01)", "(3, 2.00)", "(1, NULL)"})
  void anyOtherPublishedRowDiffers(String row) throws Exception {
    assertThat(comparePublished(row, "(2, 3.00)", "(1, 5.00)").differences()).hasSize(2);
  }

  @Test
  void noRowsProveNothing() {
    assertThat(new Outcome(0, 0, List.of()).holds()).isFalse();
  }
}
