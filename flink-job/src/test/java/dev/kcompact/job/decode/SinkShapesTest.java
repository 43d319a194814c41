package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.table.BaseTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objects of the shapes that sinks write, each with its definition and the logical values of its
 * columns. A folder of {@code sinks/} has what a definition adds, a JSON Schema, records and the
 * expected rows.
 */
class SinkShapesTest {
  private static final Path SHAPES = Path.of("src/test/resources/dev/kcompact/job/decode/sinks");
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<String> shapes() throws IOException {
    return Files.list(SHAPES).map(folder -> folder.getFileName().toString()).sorted();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void comesOutAsExpected(String shape) throws IOException {
    Path folder = SHAPES.resolve(shape);
    BaseTable table =
        Schemas.table(
            Files.readString(folder.resolve("definition.yaml")),
            "",
            Files.readString(folder.resolve("schema.json")));

    List<DecodedRow> rows =
        DecodedRow.rows(table, Files.readString(folder.resolve("objects.txt"), UTF_8));

    List<String> expected = Files.readAllLines(folder.resolve("expected.jsonl"), UTF_8);
    assertThat(rows).hasSameSizeAs(expected);
    for (int i = 0; i < rows.size(); i++) {
      JsonNode values = JSON.readTree(expected.get(i));
      DecodedRow row = rows.get(i);
      assertThat(row.reason()).as("line %d", i).isEqualTo(text(values.path("_corrupt_reason")));
      if (row.reason() == null) {
        assertRow(row, values);
      }
    }
  }

  private static void assertRow(DecodedRow row, JsonNode expected) {
    for (Map.Entry<String, JsonNode> value : expected.properties()) {
      String name = value.getKey();
      Object found = name.equals("_rescued") ? row.rescued() : row.value(name);
      assertThat(logical(found))
          .as("line %d: %s", row.line(), name)
          .isEqualTo(JSON.valueToTree(value.getValue()));
    }
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() ? null : node.textValue();
  }

  private static JsonNode logical(@Nullable Object value) {
    if (value instanceof BigDecimal || value instanceof Instant || value instanceof LocalDate) {
      return JSON.valueToTree(
          value instanceof BigDecimal number ? number.toPlainString() : value.toString());
    }
    if (value instanceof List<?> list) {
      return JSON.createArrayNode().addAll(list.stream().map(SinkShapesTest::logical).toList());
    }
    if (value instanceof Map<?, ?> map) {
      var object = JSON.createObjectNode();
      map.forEach((key, member) -> object.set(String.valueOf(key), logical(member)));
      return object;
    }
    return value instanceof Long number
        ? JSON.valueToTree(number.intValue() == number ? (Object) number.intValue() : number)
        : JSON.valueToTree(value);
  }
}
