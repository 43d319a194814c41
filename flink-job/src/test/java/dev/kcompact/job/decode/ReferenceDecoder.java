package dev.kcompact.job.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a record from Jackson's tree with the JDK's own classes; the expected result of tests.
 */
final class ReferenceDecoder {
  private static final Pattern MOMENT =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt](\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?([Zz]|[+-]\\d\\d:\\d\\d)");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int MICROS_DIGITS = 6;

  private final Map<String, JsonNode> rescued = new TreeMap<>();
  private Map<String, @Nullable Object> columns = Map.of();
  private @Nullable String reason;

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String code, String pointer) {
      super(pointer.isEmpty() ? code : code + ":" + pointer);
    }
  }

  /** Pointer to a value, for reasons and for rescued fields. */
  private record At(String shown, String full) {
    At step(String step) {
      return step(step, step.replace("~", "~0").replace("/", "~1"));
    }

    At step(String shownStep, String fullStep) {
      return new At(shown + "/" + shownStep, full + "/" + fullStep);
    }
  }

  ReferenceDecoder(JsonNode record, StructType type) {
    try {
      if (!record.isObject()) {
        throw new Refused("not_an_object", "");
      }
      columns = struct(record, type, new At("", ""));
    } catch (Refused e) {
      reason = e.getMessage();
    }
  }

  @Nullable String reason() {
    return reason;
  }

  /** JSON columns hold trees. */
  Map<String, @Nullable Object> columns() {
    return columns;
  }

  Map<String, JsonNode> rescued() {
    return rescued;
  }

  private Map<String, @Nullable Object> struct(JsonNode node, StructType type, At at) {
    require(node.isObject(), "wrong_type", at);
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    type.fields().forEach(field -> found.put(field.name(), null));
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      Field field =
          type.fields().stream()
              .filter(known -> known.name().equals(member.getKey()))
              .findFirst()
              .orElse(null);
      if (field == null) {
        rescued.put(at.step(member.getKey()).full().substring(1), member.getValue());
      } else if (member.getValue().isNull()) {
        require(!field.required() || field.nullable(), "missing_required", at.step(field.name()));
      } else {
        found.put(field.name(), value(member.getValue(), field.type(), at.step(field.name())));
      }
    }
    for (Field field : type.fields()) {
      require(
          !field.required() || node.has(field.name()), "missing_required", at.step(field.name()));
    }
    return found;
  }

  private @Nullable Object value(JsonNode node, ColumnType type, At at) {
    if (node.isNull()) {
      return null;
    }
    if (type instanceof StructType struct) {
      return struct(node, struct, at);
    }
    if (type instanceof DecimalType decimal) {
      return decimal(node, decimal, at);
    }
    if (type instanceof ArrayType array) {
      require(node.isArray(), "wrong_type", at);
      List<@Nullable Object> found = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        found.add(value(node.get(i), array.element(), at.step(String.valueOf(i))));
      }
      return found;
    }
    if (type instanceof MapType map) {
      require(node.isObject(), "wrong_type", at);
      Map<String, @Nullable Object> found = new LinkedHashMap<>();
      node.properties()
          .forEach(
              entry ->
                  found.put(
                      entry.getKey(),
                      value(
                          entry.getValue(),
                          map.value(),
                          at.step(
                              "*",
                              at.step(entry.getKey()).full().substring(at.full().length() + 1)))));
      return found;
    }
    return scalar(node, (Scalar) type, at);
  }

  private static Object scalar(JsonNode node, Scalar type, At at) {
    switch (type) {
      case JSON:
        return node;
      case BOOLEAN:
        require(node.isBoolean(), "wrong_type", at);
        return node.booleanValue();
      case INTEGER:
        require(node.isIntegralNumber(), "wrong_type", at);
        require(node.canConvertToLong(), "out_of_range", at);
        return node.longValue();
      case NUMBER:
        require(node.isNumber(), "wrong_type", at);
        double number = Double.parseDouble(node.asText());
        require(Double.isFinite(number), "out_of_range", at);
        return number;
      default:
        require(node.isTextual(), "wrong_type", at);
        return text(node.textValue(), type, at);
    }
  }

  private static Object text(String text, Scalar type, At at) {
    switch (type) {
      case UUID:
        require(UUID.matcher(text).matches(), "wrong_type", at);
        return text.toLowerCase(Locale.ROOT);
      case DATE:
        require(text.matches("\\d{4}-\\d\\d-\\d\\d"), "wrong_type", at);
        return day(text, at);
      case TIMESTAMP:
        return moment(text, at);
      default:
        return text;
    }
  }

  private static LocalDate day(String text, At at) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new Refused("wrong_type", at.shown());
    }
  }

  private static Instant moment(String text, At at) {
    Matcher parts = MOMENT.matcher(text);
    require(parts.matches(), "wrong_type", at);
    String fraction = parts.group(3) == null ? "" : parts.group(3);
    boolean leap = parts.group(2).endsWith(":60");
    String time = leap ? parts.group(2).replaceFirst("60$", "59") : parts.group(2);
    Instant second;
    try {
      second = Instant.parse(parts.group(1) + "T" + time + "Z").minus(offset(parts.group(4)));
    } catch (DateTimeException e) {
      throw new Refused("wrong_type", at.shown());
    }
    require(!leap, "out_of_range", at);
    BigDecimal micros = new BigDecimal("0." + fraction + "0").movePointRight(MICROS_DIGITS);
    require(micros.stripTrailingZeros().scale() <= 0 || micros.signum() == 0, "out_of_range", at);
    return second.plusNanos(micros.longValue() * 1000);
  }

  /** Java's own offsets end at 18 hours, RFC 3339's do not. */
  private static Duration offset(String zone) {
    if (zone.length() == 1) {
      return Duration.ZERO;
    }
    LocalTime clock = LocalTime.parse(zone.substring(1));
    Duration east = Duration.between(LocalTime.MIDNIGHT, clock);
    return zone.startsWith("-") ? east.negated() : east;
  }

  private static BigDecimal decimal(JsonNode node, DecimalType type, At at) {
    boolean number = node.isNumber();
    require(
        number || node.isTextual() && NUMBER.matcher(node.textValue()).matches(), "wrong_type", at);
    BigDecimal value = number ? node.decimalValue() : new BigDecimal(node.textValue());
    try {
      BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
      require(scaled.precision() <= type.precision(), "out_of_range", at);
      return scaled;
    } catch (ArithmeticException e) {
      throw new Refused("out_of_range", at.shown());
    }
  }

  private static void require(boolean holds, String code, At at) {
    if (!holds) {
      throw new Refused(code, at.shown());
    }
  }
}
