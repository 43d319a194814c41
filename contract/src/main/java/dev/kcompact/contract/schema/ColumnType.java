package dev.kcompact.contract.schema;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The type of a column, or of a value inside one. Compiled once from JSON Schema; docs/types.md has
 * the mapping to Parquet, DuckDB and Glue.
 */
public sealed interface ColumnType {

  /** Types without parameters. */
  enum Scalar implements ColumnType {
    STRING,
    /** An integer of 64 bits. */
    INTEGER,
    /** A double of 64 bits. */
    NUMBER,
    BOOLEAN,
    /** A day without a zone; days since 1970-01-01. */
    DATE,
    /** A moment; microseconds since the epoch, UTC. */
    TIMESTAMP,
    /** Canonical lower-case text of 36 characters. */
    UUID,
    /** Any JSON value, kept as its text. */
    JSON
  }

  /**
   * An exact decimal number of {@code precision} digits in all, {@code scale} of them fractional.
   */
  record DecimalType(int precision, int scale) implements ColumnType {
    /** The most digits of Parquet, DuckDB and Hive. */
    public static final int MAX_PRECISION = 38;

    /** Up to this precision, Parquet stores the unscaled number in 32 bits. */
    public static final int MAX_INT32_PRECISION = 9;

    /** Up to this precision, Parquet stores the unscaled number in 64 bits. */
    public static final int MAX_INT64_PRECISION = 18;

    public DecimalType {
      checkArgument(
          precision >= 1 && precision <= MAX_PRECISION,
          "precision is not within 1..38: %s",
          precision);
      checkArgument(
          scale >= 0 && scale <= precision, "scale is not within 0..%s: %s", precision, scale);
    }
  }

  /** A record of named fields, in the order of their declaration. */
  record StructType(List<Field> fields) implements ColumnType {
    public StructType {
      fields = List.copyOf(fields);
      checkArgument(!fields.isEmpty(), "fields is empty");
      checkArgument(
          fields.stream().map(Field::name).distinct().count() == fields.size(),
          "fields has a name twice: %s",
          fields);
    }
  }

  /**
   * A list; its elements may be null.
   *
   * @param constraints what each element must satisfy; checked by the finalizer
   * @param form what each element looks like in the JSON
   */
  record ArrayType(ColumnType element, Constraints constraints, ValueForm form)
      implements ColumnType {
    public ArrayType {
      requireNonNull(element, "element is null");
      requireNonNull(constraints, "constraints is null");
      requireNonNull(form, "form is null");
    }

    public ArrayType(ColumnType element, Constraints constraints) {
      this(element, constraints, ValueForm.PLAIN);
    }
  }

  /**
   * A map from strings to values that may be null.
   *
   * @param constraints what each value must satisfy; checked by the finalizer
   * @param form what each value looks like in the JSON
   */
  record MapType(ColumnType value, Constraints constraints, ValueForm form) implements ColumnType {
    public MapType {
      requireNonNull(value, "value is null");
      requireNonNull(constraints, "constraints is null");
      requireNonNull(form, "form is null");
    }

    public MapType(ColumnType value, Constraints constraints) {
      this(value, constraints, ValueForm.PLAIN);
    }
  }
}
