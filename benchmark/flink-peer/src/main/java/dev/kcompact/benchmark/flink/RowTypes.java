package dev.kcompact.benchmark.flink;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** The declared columns as Flink's types. */
final class RowTypes {
  private static final int MICROS = 6;

  private RowTypes() {}

  static RowType of(StructType struct) {
    return new RowType(
        struct.fields().stream()
            .map(field -> new RowType.RowField(field.name(), of(field.type())))
            .toList());
  }

  private static LogicalType of(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case STRING, UUID, JSON -> new VarCharType(VarCharType.MAX_LENGTH);
        case INTEGER -> new BigIntType();
        case NUMBER -> new DoubleType();
        case BOOLEAN -> new BooleanType();
        case DATE -> new DateType();
        case TIMESTAMP -> new LocalZonedTimestampType(MICROS);
      };
    }
    if (type instanceof DecimalType decimal) {
      return new org.apache.flink.table.types.logical.DecimalType(
          decimal.precision(), decimal.scale());
    }
    if (type instanceof ArrayType array) {
      return new org.apache.flink.table.types.logical.ArrayType(of(array.element()));
    }
    if (type instanceof MapType map) {
      return new org.apache.flink.table.types.logical.MapType(
          new VarCharType(false, VarCharType.MAX_LENGTH), of(map.value()));
    }
    return of((StructType) type);
  }
}
