package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.inspect.DeclaredTypes.Declared;
import dev.kcompact.cli.inspect.ValueStatistics.Kind;
import java.util.Map;
import java.util.Optional;

/** Translates types of Kafka Connect and Debezium. */
final class ConnectTypes {
  private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
  private static final int MAX_SCALE = 38;

  private record Encoded(String type, String format, String encoding) {
    ObjectNode schema() {
      return SchemaNodes.encoded(type, format, encoding);
    }
  }

  private static final Map<String, Encoded> LOGICAL =
      Map.ofEntries(
          Map.entry(
              "org.apache.kafka.connect.data.Date", new Encoded("integer", "date", "epoch-days")),
          Map.entry(
              "org.apache.kafka.connect.data.Time",
              new Encoded("integer", "time", "millis-of-day")),
          Map.entry(
              "org.apache.kafka.connect.data.Timestamp",
              new Encoded("integer", "date-time", "epoch-millis")),
          Map.entry("io.debezium.time.Date", new Encoded("integer", "date", "epoch-days")),
          Map.entry("io.debezium.time.Time", new Encoded("integer", "time", "millis-of-day")),
          Map.entry("io.debezium.time.MicroTime", new Encoded("integer", "time", "micros-of-day")),
          Map.entry("io.debezium.time.NanoTime", new Encoded("integer", "time", "nanos-of-day")),
          Map.entry(
              "io.debezium.time.Timestamp", new Encoded("integer", "date-time", "epoch-millis")),
          Map.entry(
              "io.debezium.time.MicroTimestamp",
              new Encoded("integer", "date-time", "epoch-micros")),
          Map.entry(
              "io.debezium.time.NanoTimestamp", new Encoded("integer", "date-time", "epoch-nanos")),
          Map.entry(
              "io.debezium.time.ZonedTimestamp", new Encoded("string", "date-time", "rfc3339")));

  private ConnectTypes() {}

  /** The schema of values with a declared type; empty where the values decide. */
  static Optional<ObjectNode> schema(Declared declared, ValueStatistics values) {
    Encoded logical = LOGICAL.get(declared.logical());
    if (logical != null && isOnly(values, logical.type())) {
      return Optional.of(logical.schema());
    }
    if (declared.logical().equals(DECIMAL)) {
      return decimal(declared.scale(), values);
    }
    if (declared.logical().equals("io.debezium.data.Json") && isOnly(values, "string")) {
      return Optional.of(SchemaNodes.of("string").put("contentMediaType", "application/json"));
    }
    return logical == null ? plain(declared, values) : Optional.empty();
  }

  private static Optional<ObjectNode> decimal(int scale, ValueStatistics values) {
    if (scale < 0 || scale > MAX_SCALE) {
      return Optional.empty();
    }
    if (values.values() > 0 && values.isOnly(Kind.NUMBER)) {
      return Optional.of(SchemaNodes.decimal("number", scale).put("x-encoding", "plain"));
    }
    return isOnly(values, "string")
        ? Optional.of(SchemaNodes.decimal("string", scale).put("x-encoding", "connect"))
        : Optional.empty();
  }

  /** Types without a logical name; structs, lists and maps are left to the values. */
  private static Optional<ObjectNode> plain(Declared declared, ValueStatistics values) {
    String type =
        switch (declared.type()) {
          case "int8", "int16", "int32", "int64" -> "integer";
          case "float", "double" -> "number";
          case "boolean" -> "boolean";
          case "string", "bytes" -> "string";
          default -> "";
        };
    boolean isText = declared.type().equals("string") && values.values() > 0;
    boolean isFraction = type.equals("integer") && !values.numbers().isIntegersOnly();
    boolean isInexact = type.equals("number") && values.numbers().isInexactAsDouble();
    if (type.isEmpty() || isText || isFraction || isInexact || !isOnly(values, type)) {
      return Optional.empty();
    }
    ObjectNode schema = SchemaNodes.of(type);
    if (declared.type().equals("bytes")) {
      schema.put("contentEncoding", "base64");
    }
    return Optional.of(schema);
  }

  private static boolean isOnly(ValueStatistics values, String type) {
    Kind kind =
        switch (type) {
          case "string" -> Kind.TEXT;
          case "boolean" -> Kind.BOOLEAN;
          default -> Kind.NUMBER;
        };
    return values.values() == 0 || values.isOnly(kind);
  }
}
