package dev.kcompact.job.decode.columns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath.Origin;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.schema.ValueForm;
import dev.kcompact.contract.table.RecordForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the schema that Kafka Connect's JsonConverter writes beside a record with the columns'
 * encodings. Each distinct schema is compared once; the results of the last {@value #SCHEMAS} are
 * kept. Not thread-safe.
 */
final class ConnectSchemaCheck {
  private static final int SCHEMAS = 256;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Encodings of the logical types of Kafka Connect and Debezium. */
  private static final Map<String, Named> ENCODINGS =
      Map.ofEntries(
          Map.entry("org.apache.kafka.connect.data.Decimal", Named.CONNECT),
          Map.entry("org.apache.kafka.connect.data.Date", Named.EPOCH_DAYS),
          Map.entry("org.apache.kafka.connect.data.Time", Named.MILLIS_OF_DAY),
          Map.entry("org.apache.kafka.connect.data.Timestamp", Named.EPOCH_MILLIS),
          Map.entry("io.debezium.data.VariableScaleDecimal", Named.CONNECT_STRUCT),
          Map.entry("io.debezium.time.Date", Named.EPOCH_DAYS),
          Map.entry("io.debezium.time.Time", Named.MILLIS_OF_DAY),
          Map.entry("io.debezium.time.MicroTime", Named.MICROS_OF_DAY),
          Map.entry("io.debezium.time.NanoTime", Named.NANOS_OF_DAY),
          Map.entry("io.debezium.time.Timestamp", Named.EPOCH_MILLIS),
          Map.entry("io.debezium.time.MicroTimestamp", Named.EPOCH_MICROS),
          Map.entry("io.debezium.time.NanoTimestamp", Named.EPOCH_NANOS),
          Map.entry("io.debezium.time.ZonedTimestamp", Named.RFC3339));

  private final TableSchema schema;
  private final RecordForm form;
  private final MessageDigest digest;
  private final Map<ByteBuffer, Optional<String>> differences =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Optional<String>> eldest) {
          return size() > SCHEMAS;
        }
      };

  ConnectSchemaCheck(TableSchema schema, RecordForm form) {
    this.schema = schema;
    this.form = form;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Returns the pointer to the first column whose logical type is not that of its encoding; null if
   * there is none.
   *
   * @param bytes hold the schema's JSON in {@code [from, to)}
   */
  @Nullable String firstDifference(byte[] bytes, int from, int to) {
    digest.update(bytes, from, to - from);
    ByteBuffer key = ByteBuffer.wrap(digest.digest());
    Optional<String> known = differences.get(key);
    if (known == null) {
      known = Optional.ofNullable(compare(bytes, from, to));
      differences.put(key, known);
    }
    return known.orElse(null);
  }

  private @Nullable String compare(byte[] bytes, int from, int to) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes, from, to - from);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read a schema that is JSON", e);
    }
    for (Pointer place : form.at()) {
      List<String> steps = place.steps();
      JsonNode row = memberAt(root, steps.subList(1, steps.size()));
      for (Field field : schema.columns()) {
        boolean inRow = field.path().origin() == Origin.ROW;
        List<String> path = field.path().pointer().steps();
        boolean inPayload = !inRow && path.size() > 1 && path.get(0).equals("payload");
        JsonNode found =
            inRow
                ? memberAt(row, path)
                : inPayload ? memberAt(root, path.subList(1, path.size())) : row.path("none");
        String difference = difference(found, field.type(), field.form());
        if (difference != null) {
          return (inRow ? place : Pointer.ROOT).append(field.path().pointer()) + difference;
        }
      }
    }
    return null;
  }

  private static JsonNode memberAt(JsonNode struct, List<String> steps) {
    JsonNode found = struct;
    for (String step : steps) {
      JsonNode next = found.path("none");
      for (JsonNode member : found.path("fields")) {
        if (member.path("field").asText().equals(step)) {
          next = member;
        }
      }
      found = next;
    }
    return found;
  }

  /** Pointer from a value to what differs in it; null if nothing does. */
  private static @Nullable String difference(JsonNode found, ColumnType type, ValueForm form) {
    if (type instanceof StructType struct) {
      for (Field field : struct.fields()) {
        Pointer place = field.path().pointer();
        String inside = difference(memberAt(found, place.steps()), field.type(), field.form());
        if (inside != null) {
          return place + inside;
        }
      }
      return null;
    }
    if (type instanceof ArrayType array) {
      String inside = difference(found.path("items"), array.element(), array.form());
      return inside == null ? null : "/*" + inside;
    }
    if (type instanceof MapType map) {
      String inside = difference(found.path("values"), map.value(), map.form());
      return inside == null ? null : "/*" + inside;
    }
    return isSame(found, type, form.encoding()) ? null : "";
  }

  private static boolean isSame(JsonNode found, ColumnType type, Encoding encoding) {
    Named expected = ENCODINGS.get(found.path("name").asText());
    if (expected == null) {
      return true;
    }
    if (type instanceof DecimalType decimal) {
      boolean number = encoding == Named.PLAIN || encoding == Named.NUMBER;
      return expected == Named.CONNECT
          ? number || encoding == Named.CONNECT && hasScale(found, decimal.scale())
          : expected == encoding;
    }
    if (type == Scalar.TIMESTAMP || type == Scalar.DATE || isTimeOfDay(encoding)) {
      return expected == encoding || expected == Named.RFC3339 && encoding == Named.PLAIN;
    }
    return true;
  }

  private static boolean isTimeOfDay(Encoding encoding) {
    return encoding == Named.MILLIS_OF_DAY
        || encoding == Named.MICROS_OF_DAY
        || encoding == Named.NANOS_OF_DAY;
  }

  private static boolean hasScale(JsonNode found, int scale) {
    return found.path("parameters").path("scale").asText().equals(Integer.toString(scale));
  }
}
