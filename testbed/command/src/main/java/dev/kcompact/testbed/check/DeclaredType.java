package dev.kcompact.testbed.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The type of a column, as the conventions say it follows from JSON Schema. Read anew here: an
 * oracle that used the product's own reading could not find a fault in it.
 */
sealed interface DeclaredType {

  /** Types without parameters. */
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

  /** An exact number. */
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

  /** An object with named fields. */
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

  /** A list. */
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

  /** A map from strings. */
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

  /** The type as DuckDB's CAST takes it. */
  String duckDb();

  /** The type as a Glue column has it. */
  String glue();
}
