package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Encoding.Named;
import java.util.List;
import java.util.stream.Stream;

/** The writer of a table's records, which decides the default encodings. */
public enum Dialect {
  PLAIN,
  /** Kafka Connect's JsonConverter. */
  CONNECT,
  /** Debezium's change events by the JsonConverter. */
  DEBEZIUM,
  /** MongoDB's extended JSON. */
  MONGO;

  /** The text that Debezium sends in place of a value that it does not know. */
  public static final String UNAVAILABLE = "__debezium_unavailable_value";

  /**
   * Returns how values of a type are written when their schema does not say it.
   *
   * @param time whether the type is a text with {@code format: time}
   */
  public Encoding encoding(ColumnType type, boolean time) {
    return switch (this) {
      case PLAIN -> Named.PLAIN;
      case CONNECT, DEBEZIUM -> time ? Named.MILLIS_OF_DAY : connect(type);
      case MONGO -> isPlain(type) && type != Scalar.JSON && !time ? Named.MONGO : Named.PLAIN;
    };
  }

  private static Encoding connect(ColumnType type) {
    if (type instanceof DecimalType) {
      return Named.CONNECT;
    }
    return type == Scalar.TIMESTAMP
        ? Named.EPOCH_MILLIS
        : type == Scalar.DATE ? Named.EPOCH_DAYS : Named.PLAIN;
  }

  private static boolean isPlain(ColumnType type) {
    return type instanceof Scalar || type instanceof DecimalType;
  }

  /** Returns where a row is in a record; the first that is present and not null. */
  public List<Pointer> at() {
    return this == DEBEZIUM ? pointers("/after", "/before") : List.of(Pointer.ROOT);
  }

  /** Returns the parts of a record that are neither columns nor rescued. */
  public List<Pointer> ignored() {
    return this == DEBEZIUM
        ? pointers(
            "/before", "/source", "/transaction", "/op", "/ts_ms", "/ts_us", "/ts_ns", "/schema")
        : List.of();
  }

  private static List<Pointer> pointers(String... texts) {
    return Stream.of(texts).map(Pointer::parse).toList();
  }
}
