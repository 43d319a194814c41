package dev.kcompact.testbed.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The type of a column, derived from JSON Schema by the documented conventions. Implemented
 * separately from the product, so that the checks can detect errors in it.
 */
sealed interface DeclaredType {

  enum Simple implements DeclaredType {
    TEXT("VARCHAR", "string"),
    INTEGER("BIGINT", "bigint"),
    NUMBER("DOUBLE", "double"),
    BOOLEAN("BOOLEAN", "boolean"),
    DATE("DATE", "date"),
    TIMESTAMP("TIMESTAMP WITH TIME ZONE", "timestamp");

    private final String duckDb;
    private final String glue;

    Simple(String duckDb, String glue) {
      this.duckDb = duckDb;
      this.glue = glue;
    }

    @Override
    public String duckDb() {
      return duckDb;
    }

    @Override
    public String glue() {
      return glue;
    }
  }

  record Decimal(int precision, int scale) implements DeclaredType {
    @Override
    public String duckDb() {
      return "DECIMAL(" + precision + "," + scale + ")";
    }

    @Override
    public String glue() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  record Struct(List<Map.Entry<String, DeclaredType>> fields) implements DeclaredType {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String duckDb() {
      return fields.stream()
          .map(field -> '"' + field.getKey() + "\" " + field.getValue().duckDb())
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }

    @Override
    public String glue() {
      return fields.stream()
          .map(field -> field.getKey() + ":" + field.getValue().glue())
          .collect(Collectors.joining(",", "struct<", ">"));
    }
  }

  record ListOf(DeclaredType element) implements DeclaredType {
    @Override
    public String duckDb() {
      return element.duckDb() + "[]";
    }

    @Override
    public String glue() {
      return "array<" + element.glue() + ">";
    }
  }

  /** A map with string keys. */
  record MapOf(DeclaredType value) implements DeclaredType {
    @Override
    public String duckDb() {
      return "MAP(VARCHAR, " + value.duckDb() + ")";
    }

    @Override
    public String glue() {
      return "map<string," + value.glue() + ">";
    }
  }

  /** The type in DuckDB's syntax. */
  String duckDb();

  /** The type in Glue's syntax. */
  String glue();
}
