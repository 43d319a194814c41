package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import java.math.BigInteger;
import java.util.stream.Collectors;

/** Names of column types in other systems. docs/types.md has the table; tests compare them. */
public final class TypeNames {
  private TypeNames() {}

  /** The type as DuckDB writes it, and as it reads the compacted Parquet. */
  public static String duckDb(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case STRING, UUID, JSON -> "VARCHAR";
        case INTEGER -> "BIGINT";
        case NUMBER -> "DOUBLE";
        case BOOLEAN -> "BOOLEAN";
        case DATE -> "DATE";
        case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      };
    }
    if (type instanceof DecimalType decimal) {
      return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof ArrayType array) {
      return duckDb(array.element()) + "[]";
    }
    if (type instanceof MapType map) {
      return "MAP(VARCHAR, " + duckDb(map.value()) + ")";
    }
    return ((StructType) type)
        .fields().stream()
            .map(field -> quoted(field.name()) + " " + duckDb(field.type()))
            .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }

  /** The type as a column of a Glue table (Hive's syntax). */
  public static String glue(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case STRING, UUID, JSON -> "string";
        case INTEGER -> "bigint";
        case NUMBER -> "double";
        case BOOLEAN -> "boolean";
        case DATE -> "date";
        case TIMESTAMP -> "timestamp";
      };
    }
    if (type instanceof DecimalType decimal) {
      return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof ArrayType array) {
      return "array<" + glue(array.element()) + ">";
    }
    if (type instanceof MapType map) {
      return "map<string," + glue(map.value()) + ">";
    }
    return ((StructType) type)
        .fields().stream()
            .map(field -> field.name() + ":" + glue(field.type()))
            .collect(Collectors.joining(",", "struct<", ">"));
  }

  /**
   * The compacted file's schema in Parquet's own schema language: the table's columns, then {@link
   * AddedColumn}. Every column is optional, for a corrupt row has none of them.
   */
  public static String parquetMessage(String table, TableSchema schema) {
    StringBuilder out = new StringBuilder("message ").append(table).append(" {\n");
    for (Field field : schema.columns()) {
      parquet(out, field.name(), field.type(), 1);
    }
    for (AddedColumn added : AddedColumn.values()) {
      if (added.isNarrow()) {
        indent(out, 1).append("optional int32 ").append(added.columnName()).append(";\n");
      } else {
        parquet(out, added.columnName(), added.type(), 1);
      }
    }
    return out.append("}\n").toString();
  }

  private static void parquet(StringBuilder out, String name, ColumnType type, int depth) {
    indent(out, depth).append("optional ");
    if (type instanceof StructType struct) {
      out.append("group ").append(name).append(" {\n");
      for (Field field : struct.fields()) {
        parquet(out, field.name(), field.type(), depth + 1);
      }
      indent(out, depth).append("}\n");
    } else if (type instanceof ArrayType array) {
      out.append("group ").append(name).append(" (LIST) {\n");
      indent(out, depth + 1).append("repeated group list {\n");
      parquet(out, "element", array.element(), depth + 2);
      indent(out, depth + 1).append("}\n");
      indent(out, depth).append("}\n");
    } else if (type instanceof MapType map) {
      out.append("group ").append(name).append(" (MAP) {\n");
      indent(out, depth + 1).append("repeated group key_value {\n");
      indent(out, depth + 2).append("required binary key (STRING);\n");
      parquet(out, "value", map.value(), depth + 2);
      indent(out, depth + 1).append("}\n");
      indent(out, depth).append("}\n");
    } else {
      out.append(parquetPrimitive(name, type)).append(";\n");
    }
  }

  private static String parquetPrimitive(String name, ColumnType type) {
    if (type instanceof DecimalType decimal) {
      return "%s %s (DECIMAL(%d,%d))"
          .formatted(parquetDecimal(decimal), name, decimal.precision(), decimal.scale());
    }
    return switch ((Scalar) type) {
      case STRING, UUID, JSON -> "binary " + name + " (STRING)";
      case INTEGER -> "int64 " + name;
      case NUMBER -> "double " + name;
      case BOOLEAN -> "boolean " + name;
      case DATE -> "int32 " + name + " (DATE)";
      case TIMESTAMP -> "int64 " + name + " (TIMESTAMP(MICROS,true))";
    };
  }

  private static String parquetDecimal(DecimalType decimal) {
    if (decimal.precision() <= DecimalType.MAX_INT32_PRECISION) {
      return "int32";
    }
    if (decimal.precision() <= DecimalType.MAX_INT64_PRECISION) {
      return "int64";
    }
    return "fixed_len_byte_array(" + decimalBytes(decimal.precision()) + ")";
  }

  /** Fewest bytes of a two's complement number of that many decimal digits. */
  public static int decimalBytes(int precision) {
    return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
  }

  /** {@code name} as a DuckDB identifier. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static StringBuilder indent(StringBuilder out, int depth) {
    return out.append("  ".repeat(depth));
  }
}
