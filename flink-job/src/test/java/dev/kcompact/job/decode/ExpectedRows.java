package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logical values that rows must have, a JSON object a row: decimals, dates and moments as text, or
 * the reason of a corrupt row. Columns that an object does not name are free.
 */
final class ExpectedRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExpectedRows() {}

  static void assertDecoded(BaseTable table, String objects, List<String> expected)
      throws IOException {
    assertDecoded(table, objects, Map.of(), expected);
  }

  static void assertDecoded(
      BaseTable table, String objects, Map<PairedObject, byte[]> sides, List<String> expected)
      throws IOException {
    List<DecodedRow> rows =
        DecodedRow.rows(
            new ObjectDecoder(table, DecodeLimits.DEFAULTS),
            table,
            "x.json",
            objects.getBytes(UTF_8),
            sides);
    assertThat(rows).isNotEmpty().hasSameSizeAs(expected);
    for (int i = 0; i < rows.size(); i++) {
      JsonNode values = JSON.readTree(expected.get(i));
      DecodedRow row = rows.get(i);
      assertThat(row.reason()).as("row %d", i).isEqualTo(text(values.path("_corrupt_reason")));
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
      return JSON.createArrayNode().addAll(list.stream().map(ExpectedRows::logical).toList());
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.createObjectNode();
      map.forEach((key, member) -> object.set(String.valueOf(key), logical(member)));
      return object;
    }
    return value instanceof Long number
        ? JSON.valueToTree(number.intValue() == number ? (Object) number.intValue() : number)
        : JSON.valueToTree(value);
  }
}
