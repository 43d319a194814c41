package dev.kcompact.contract.table;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;

/** What a schema describes, as far as it decides which keywords can be checked. */
enum ValueKind {
  /** An object with properties. */
  OBJECT("object"),
  /** An object of values of one schema. */
  MAP("map"),
  ARRAY("array"),
  STRING("string"),
  UUID("uuid"),
  DATE("date"),
  DATE_TIME("date-time"),
  /** A time of the day in another form than that of {@code format: time}. */
  TIME("time"),
  DECIMAL("decimal"),
  NUMBER("number"),
  BOOLEAN("boolean"),
  /** Any JSON, which is kept as text. */
  JSON("JSON"),
  /** A string that holds JSON. */
  JSON_TEXT("JSON-text");

  private final String label;

  ValueKind(String label) {
    this.label = label;
  }

  /** The name on the page of types and in messages. */
  String label() {
    return label;
  }

  /**
   * @param isTimeOfDay whether the value is a time of the day that the decoder converts
   */
  static ValueKind of(ColumnType type, boolean isTimeOfDay) {
    if (type instanceof StructType) {
      return OBJECT;
    }
    if (type instanceof MapType) {
      return MAP;
    }
    if (type instanceof ArrayType) {
      return ARRAY;
    }
    if (type instanceof DecimalType) {
      return DECIMAL;
    }
    return switch ((Scalar) type) {
      case STRING -> isTimeOfDay ? TIME : STRING;
      case UUID -> UUID;
      case DATE -> DATE;
      case TIMESTAMP -> DATE_TIME;
      case INTEGER, NUMBER -> NUMBER;
      case BOOLEAN -> BOOLEAN;
      case JSON -> JSON;
    };
  }
}
