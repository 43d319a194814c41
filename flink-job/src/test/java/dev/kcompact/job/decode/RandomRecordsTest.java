package dev.kcompact.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.contract.table.RecordForm;
import dev.kcompact.contract.table.SourceCleanUp;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random records of random schemas, compared with {@link ReferenceDecoder}: same outcome, same
 * values, same rescued fields, however the records are framed.
 */
class RandomRecordsTest {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  @Property(tries = 3000)
  void agreesWithJacksonsTree(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    StructType type = new RandomSchema(random).struct(3);
    List<String> records = new ArrayList<>();
    RandomRecord maker = new RandomRecord(random);
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      records.add(maker.record(type));
    }

    List<DecodedRow> rows = DecodedRow.rows(table(type), framed(records, random));

    assertThat(rows).hasSameSizeAs(records);
    for (int i = 0; i < rows.size(); i++) {
      assertSame(rows.get(i), records.get(i), type);
    }
  }

  @Test
  void triesGoodAndBadRecordsAlike() throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      StructType type = new RandomSchema(random).struct(3);
      String record = new RandomRecord(random).record(type);
      String reason = new ReferenceDecoder(MAPPER.readTree(record), type).reason();
      outcomes.merge(reason == null ? "good" : reason.split(":")[0], 1, Integer::sum);
    }

    assertThat(outcomes)
        .containsOnlyKeys("good", "missing_required", "out_of_range", "wrong_type")
        .allSatisfy((outcome, count) -> assertThat(count).isGreaterThan(50));
    assertThat(outcomes.get("good")).isGreaterThan(800);
  }

  static void assertSame(DecodedRow row, String record, StructType type) throws IOException {
    ReferenceDecoder expected = new ReferenceDecoder(MAPPER.readTree(record), type);
    assertThat(row.reason()).as(record).isEqualTo(expected.reason());
    if (expected.reason() == null) {
      assertThat(comparable(type, row.columns()))
          .as(record)
          .isEqualTo(comparable(type, expected.columns()));
      assertThat(rescued(row)).as(record).isEqualTo(expected.rescued());
    } else {
      assertThat(row.text()).isEqualTo(record.strip());
    }
  }

  /** With trees for texts of JSON, and with one zero. */
  private static @Nullable Object comparable(ColumnType type, @Nullable Object value)
      throws IOException {
    if (type instanceof StructType struct && value instanceof Map<?, ?> fields) {
      Map<Object, @Nullable Object> found = new TreeMap<>();
      for (Field field : struct.fields()) {
        found.put(field.name(), comparable(field.type(), fields.get(field.name())));
      }
      return found;
    }
    if (type instanceof ArrayType array && value instanceof List<?> elements) {
      List<@Nullable Object> found = new ArrayList<>();
      for (Object element : elements) {
        found.add(comparable(array.element(), element));
      }
      return found;
    }
    if (type instanceof MapType map && value instanceof Map<?, ?> entries) {
      Map<Object, @Nullable Object> found = new TreeMap<>();
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        found.put(entry.getKey(), comparable(map.value(), entry.getValue()));
      }
      return found;
    }
    if (type == Scalar.JSON && value instanceof String text) {
      return MAPPER.readTree(text);
    }
    return value instanceof Double number && number == 0 ? (Object) 0.0 : value;
  }

  private static Map<String, JsonNode> rescued(DecodedRow row) throws IOException {
    Map<String, JsonNode> found = new TreeMap<>();
    if (row.rescued() != null) {
      MAPPER.readTree(row.rescued()).properties().forEach(e -> found.put(e.getKey(), e.getValue()));
    }
    return found;
  }

  private static String framed(List<String> records, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "[" + String.join(",", records) + "]";
      case 1 -> "\uFEFF" + String.join("", records);
      case 2 -> String.join("\n\r\n", records);
      case 3 -> String.join(" ", records) + "\n";
      default -> "\n[" + String.join("\n,", records) + "][]";
    };
  }

  static BaseTable table(StructType type) {
    return new BaseTable(
        "t",
        "d",
        "t",
        "topics/t/",
        ObjectNaming.CONFLUENT,
        ObjectFilter.DEFAULT,
        new DayRule.FromLastModified(ZoneOffset.UTC),
        new TableSchema(type),
        List.of(type.fields().get(0).name()),
        List.of(),
        1 << 27,
        Duration.ofMinutes(10),
        List.of(),
        List.of(),
        SourceCleanUp.NONE,
        RecordForm.PLAIN,
        false);
  }
}
