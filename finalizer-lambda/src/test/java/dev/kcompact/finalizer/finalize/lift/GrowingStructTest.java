package dev.kcompact.finalizer.finalize.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.values.DecodedValues;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A struct that gets and loses fields between the compacted files of a day, at every depth. */
class GrowingStructTest {
  private static final String A = "\"a\":{\"type\":\"integer\"}";
  private static final String B = "\"b\":{\"type\":\"string\"}";
  private static final String INNER = "\"inner\":{\"type\":\"object\",\"properties\":{%s}}";
  private static final String QUERY =
      """
      SELECT k, s.a, s.b, s.inner.a, s.inner.b, list_transform(l, x -> x.a),
        list_transform(l, x -> x.b), m['x'].a, m['x'].b
      FROM files ORDER BY k
      """;

  @TempDir Path tmp;

  /** Before and after the change, the files' rows have the declared fields. */
  @Test
  void filesOfBothFormsAreFinalizedTogether() throws Exception {
    String small = schema(A);
    String large = schema(A + "," + B);
    for (boolean isSmallFirst : new boolean[] {true, false}) {
      EvolvedTable lake = new EvolvedTable(tmp);
      if (isSmallFirst) {
        lake.compacted(small, List.of(smallRow(1))).compacted(large, List.of(largeRow(2)));
      } else {
        lake.compacted(large, List.of(largeRow(2))).compacted(small, List.of(smallRow(1)));
      }

      assertThat(rows(lake.finalized(table(large))))
          .containsExactly(
              List.of("1", "7", "null", "7", "null", "[7]", "[NULL]", "7", "null"),
              List.of("2", "7", "x", "7", "x", "[7]", "[x]", "7", "x"));
    }
  }

  @Test
  void aFieldThatIsNotDeclaredAnyMoreIsDropped() throws Exception {
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(schema(A + "," + B), List.of(largeRow(1)))
            .compacted(schema(B), List.of())
            .finalized(table(schema(B)));

    assertThat(
            ParquetFile.query(
                found.files(), "SELECT s::VARCHAR, l::VARCHAR, m::VARCHAR FROM files"))
        .containsExactly(List.of("{'b': x, 'inner': {'b': x}}", "[{'b': x}]", "{x={'b': x}}"));
  }

  /** Fields in another order, which DuckDB could mistake for each other by their places. */
  @Test
  void fieldsAreFoundByTheirNames() throws Exception {
    String c = "\"c\":{\"type\":\"string\"}";
    String row =
        "{\"k\": 1, \"s\": {\"b\": \"x\", \"c\": \"y\", \"inner\": {\"b\": \"x\", \"c\": \"y\"}},"
            + " \"l\": [{\"b\": \"x\", \"c\": \"y\"}], \"m\": {\"x\": {\"b\": \"x\", \"c\": \"y\"}}}";
    ProcessedBucket found =
        new EvolvedTable(tmp)
            .compacted(schema(B + "," + c), List.of(row))
            .finalized(table(schema(c + "," + B)));

    assertThat(
            ParquetFile.query(
                found.files(),
                "SELECT s.b, s.c, s.inner.b, s.inner.c, l[1].b, l[1].c, m['x'].b, m['x'].c FROM"
                    + " files"))
        .containsExactly(List.of("x", "y", "x", "y", "x", "y", "x", "y"));
  }

  /** Processed files of both forms, as readers of several days read them. */
  @Test
  void processedFilesOfBothFormsAreReadTogether() throws Exception {
    String small = schema(A);
    String large = schema(A + "," + B);
    ProcessedBucket before =
        new EvolvedTable(tmp).compacted(small, List.of(smallRow(1))).finalized(table(small));
    ProcessedBucket after =
        new EvolvedTable(tmp).compacted(large, List.of(largeRow(2))).finalized(table(large));

    for (List<ProcessedBucket> order : List.of(List.of(before, after), List.of(after, before))) {
      List<Path> files = order.stream().flatMap(each -> each.files().stream()).toList();
      assertThat(
              ParquetFile.queryByName(
                  files, "SELECT k, s.b, s.inner.b, m['x'].b FROM files ORDER BY k"))
          .containsExactly(List.of("1", "null", "null", "null"), List.of("2", "x", "x", "x"));
    }
  }

  private static List<List<String>> rows(ProcessedBucket found) throws Exception {
    return ParquetFile.query(found.files(), QUERY);
  }

  private static String schema(String fields) {
    String struct = "{\"type\":\"object\",\"properties\":{" + fields + "}}";
    String outer =
        "{\"type\":\"object\",\"properties\":{" + fields + "," + INNER.formatted(fields) + "}}";
    return "{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"integer\"},\"s\":"
        + outer
        + ",\"l\":{\"type\":\"array\",\"items\":"
        + struct
        + "},\"m\":{\"type\":\"object\",\"additionalProperties\":"
        + struct
        + "}}}";
  }

  private static String smallRow(int key) {
    return row(key, "\"a\": 7");
  }

  private static String largeRow(int key) {
    return row(key, "\"a\": 7, \"b\": \"x\"");
  }

  private static String row(int key, String fields) {
    return "{\"k\": %d, \"s\": {%s, \"inner\": {%s}}, \"l\": [{%s}], \"m\": {\"x\": {%s}}}"
        .formatted(key, fields, fields, fields, fields);
  }

  private static BaseTable table(String schema) {
    return DecodedValues.table("", schema);
  }
}
