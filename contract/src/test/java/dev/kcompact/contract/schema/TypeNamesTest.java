package dev.kcompact.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeNamesTest {
  private static final StructType ITEM =
      new StructType(List.of(field("sku", Scalar.STRING), field("price", new DecimalType(12, 2))));

  private static Field field(String name, ColumnType type) {
    return new Field(name, type, false, true, Constraints.NONE);
  }

  private static Map<String, ColumnType> types() {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    types.put("string", Scalar.STRING);
    types.put("integer", Scalar.INTEGER);
    types.put("number", Scalar.NUMBER);
    types.put("boolean", Scalar.BOOLEAN);
    types.put("decimal(9,2)", new DecimalType(9, 2));
    types.put("decimal(18,4)", new DecimalType(18, 4));
    types.put("decimal(38,6)", new DecimalType(38, 6));
    types.put("date", Scalar.DATE);
    types.put("date-time", Scalar.TIMESTAMP);
    types.put("uuid", Scalar.UUID);
    types.put("free-form", Scalar.JSON);
    types.put("object", ITEM);
    types.put("array", new ArrayType(ITEM, Constraints.NONE));
    types.put("map", new MapType(Scalar.INTEGER, Constraints.NONE));
    return types;
  }

  /** docs/types.md is what people read; it says what the code does. */
  @Test
  void theDocumentedMappingIsTheCodes() throws IOException {
    String document = Files.readString(Path.of("../docs/types.md"));
    types()
        .forEach(
            (name, type) ->
                assertThat(document)
                    .contains(
                        "| `" + TypeNames.duckDb(type) + "` | `" + TypeNames.glue(type) + "` |"));
  }

  @Test
  void parquetHasEveryTypeAndTheAddedColumns() {
    StructType root =
        new StructType(
            types().entrySet().stream()
                .map(entry -> field("c_" + entry.getKey().replaceAll("\\W", "_"), entry.getValue()))
                .toList());
    assertThat(TypeNames.parquetMessage("t", new TableSchema(root)))
        .isEqualTo(
            """
            message t {
              optional binary c_string (STRING);
              optional int64 c_integer;
              optional double c_number;
              optional boolean c_boolean;
              optional int32 c_decimal_9_2_ (DECIMAL(9,2));
              optional int64 c_decimal_18_4_ (DECIMAL(18,4));
              optional fixed_len_byte_array(16) c_decimal_38_6_ (DECIMAL(38,6));
              optional int32 c_date (DATE);
              optional int64 c_date_time (TIMESTAMP(MICROS,true));
              optional binary c_uuid (STRING);
              optional binary c_free_form (STRING);
              optional group c_object {
                optional binary sku (STRING);
                optional int64 price (DECIMAL(12,2));
              }
              optional group c_array (LIST) {
                repeated group list {
                  optional group element {
                    optional binary sku (STRING);
                    optional int64 price (DECIMAL(12,2));
                  }
                }
              }
              optional group c_map (MAP) {
                repeated group key_value {
                  required binary key (STRING);
                  optional int64 value;
                }
              }
              optional int32 _partition;
              optional int64 _file_offset;
              optional int32 _line;
              optional binary _source_key (STRING);
              optional binary _rescued (STRING);
              optional binary _corrupt_record (STRING);
              optional binary _corrupt_reason (STRING);
            }
            """);
  }

  @Test
  void decimalsTakeAsFewBytesAsTheyCan() {
    assertThat(TypeNames.decimalBytes(19)).isEqualTo(9);
    assertThat(TypeNames.decimalBytes(38)).isEqualTo(16);
  }
}
