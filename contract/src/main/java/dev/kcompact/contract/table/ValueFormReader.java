package dev.kcompact.contract.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.contract.schema.ValueForm;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the keywords that say how the values of one schema are written. */
final class ValueFormReader {
  private static final Set<Named> OF_MOMENT =
      EnumSet.of(
          Named.RFC3339,
          Named.EPOCH_SECONDS,
          Named.EPOCH_MILLIS,
          Named.EPOCH_MICROS,
          Named.EPOCH_NANOS,
          Named.MONGO);
  private static final Set<Named> OF_DATE = EnumSet.of(Named.ISO, Named.EPOCH_DAYS, Named.MONGO);
  private static final Set<Named> OF_TIME =
      EnumSet.of(Named.ISO, Named.MILLIS_OF_DAY, Named.MICROS_OF_DAY, Named.NANOS_OF_DAY);
  private static final Set<Named> OF_DECIMAL =
      EnumSet.of(Named.PLAIN, Named.TEXT, Named.CONNECT, Named.CONNECT_STRUCT, Named.MONGO);
  private static final Set<Named> OF_NUMBER = EnumSet.of(Named.PLAIN, Named.TEXT, Named.MONGO);
  private static final Set<Named> OF_BOOLEAN =
      EnumSet.of(Named.PLAIN, Named.TEXT, Named.INT, Named.MONGO);
  private static final Set<Named> OF_TEXT = EnumSet.of(Named.PLAIN, Named.MONGO);

  /** A moment that every pattern must keep. */
  private static final LocalDateTime PROBE = LocalDateTime.of(2024, 2, 29, 23, 0);

  private final List<JsonNode> layers;
  private final ColumnType type;
  private final Dialect dialect;
  private final BiConsumer<String, String> problem;

  /**
   * @param layers the schemas that apply to the value
   * @param problem takes a place below the schema's own and what is wrong there
   */
  ValueFormReader(
      List<JsonNode> layers, ColumnType type, Dialect dialect, BiConsumer<String, String> problem) {
    this.layers = layers;
    this.type = type;
    this.dialect = dialect;
    this.problem = problem;
  }

  /** Whether a schema says, or the dialect decides, how a moment, date or time is written. */
  static boolean isEncoded(JsonNode node, Dialect dialect) {
    return node.has("x-encoding")
        || node.has("x-pattern")
        || dialect == Dialect.CONNECT
        || dialect == Dialect.DEBEZIUM
        || dialect == Dialect.MONGO && !"time".equals(SchemaKeywords.text(node, "format"));
  }

  /** Whether a schema is of strings that hold JSON. */
  static boolean isJsonText(JsonNode node) {
    String media = SchemaKeywords.text(node, "contentMediaType");
    return media != null && media.equalsIgnoreCase("application/json");
  }

  ValueForm read() {
    return new ValueForm(encoding(), nulls());
  }

  private Encoding encoding() {
    String keyword = text("x-encoding");
    String pattern = text("x-pattern");
    boolean base64 = "base64".equals(text("contentEncoding"));
    if (keyword == null && pattern == null) {
      if (text("x-zone") != null) {
        problem.accept("/x-zone", "is given; expected x-encoding local or an x-pattern with it");
      }
      return base64 && type == Scalar.STRING ? Named.BASE64 : unsaid();
    }
    if (base64) {
      problem.accept("/contentEncoding", "is given; expected no x-encoding or x-pattern with it");
    }
    if (pattern != null || "local".equals(keyword)) {
      return local(keyword, pattern);
    }
    Optional<Named> named = Named.of(keyword == null ? "" : keyword).filter(allowed()::contains);
    if (named.isEmpty()) {
      problem.accept("/x-encoding", "is " + keyword + "; expected " + expected());
    }
    if (text("x-zone") != null) {
      problem.accept("/x-zone", "is given; expected it with x-encoding local only");
    }
    return named.orElse(Named.PLAIN);
  }

  private Encoding unsaid() {
    Encoding usual = dialect.encoding(type, isTime());
    if (type instanceof DecimalType && usual == Named.PLAIN) {
      List<String> types =
          layers.stream().flatMap(it -> SchemaKeywords.types(it).stream()).toList();
      return types.contains("number") && !types.contains("string") ? Named.NUMBER : Named.PLAIN;
    }
    return usual;
  }

  private Encoding local(@Nullable String keyword, @Nullable String pattern) {
    if (keyword != null && !keyword.equals("local")) {
      problem.accept("/x-pattern", "is given with x-encoding " + keyword + "; expected local");
    }
    if (type != Scalar.TIMESTAMP && type != Scalar.DATE) {
      problem.accept(
          keyword == null ? "/x-pattern" : "/x-encoding",
          "is of local times; expected it with format date-time or date");
      return Named.PLAIN;
    }
    if (pattern == null && type == Scalar.DATE) {
      problem.accept("/x-encoding", "is local; expected an x-pattern with it, such as dd/MM/uuuu");
      return Named.PLAIN;
    }
    ZoneId zone = zone();
    if (pattern != null) {
      checkPattern(pattern);
    }
    return zone == null && type == Scalar.TIMESTAMP
        ? Named.PLAIN
        : new Encoding.Local(pattern, type == Scalar.TIMESTAMP ? zone : null);
  }

  private @Nullable ZoneId zone() {
    String zone = text("x-zone");
    if (type == Scalar.DATE) {
      if (zone != null) {
        problem.accept("/x-zone", "is given; a date has no zone");
      }
      return null;
    }
    if (zone == null) {
      problem.accept("", "has local times; expected x-zone, such as America/Sao_Paulo");
      return null;
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      problem.accept("/x-zone", "is " + zone + "; expected a zone such as America/Sao_Paulo");
      return null;
    }
  }

  private void checkPattern(String pattern) {
    try {
      DateTimeFormatter form =
          DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
      boolean complete =
          type == Scalar.DATE
              ? LocalDate.parse(form.format(PROBE), form).equals(PROBE.toLocalDate())
              : LocalDateTime.parse(form.format(PROBE), form).equals(PROBE);
      if (!complete) {
        problem.accept("/x-pattern", "is " + pattern + ", which loses a part of the value");
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      problem.accept(
          "/x-pattern",
          "is "
              + pattern
              + ", which does not have all parts of a "
              + (type == Scalar.DATE ? "date" : "moment")
              + "; expected a pattern of java.time, with uuuu for the year");
    }
  }

  private List<Object> nulls() {
    List<Object> nulls = new ArrayList<>();
    for (JsonNode layer : layers) {
      for (JsonNode value : layer.path("x-null")) {
        if (value.isTextual()) {
          nulls.add(value.textValue());
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
          nulls.add(value.longValue());
        } else {
          problem.accept("/x-null", "holds " + value + "; expected texts and integers");
        }
      }
      if (layer.has("x-null") && !layer.get("x-null").isArray()) {
        problem.accept("/x-null", "is no list; expected the values that mean NULL");
      }
    }
    return nulls;
  }

  private Set<Named> allowed() {
    if (type instanceof DecimalType) {
      return OF_DECIMAL;
    }
    return switch (type instanceof Scalar scalar ? scalar : Scalar.JSON) {
      case TIMESTAMP -> OF_MOMENT;
      case DATE -> OF_DATE;
      case INTEGER, NUMBER -> OF_NUMBER;
      case BOOLEAN -> OF_BOOLEAN;
      case STRING -> isTime() ? OF_TIME : OF_TEXT;
      case UUID -> OF_TEXT;
      case JSON -> Set.of();
    };
  }

  private String expected() {
    String words = allowed().stream().map(Named::keyword).collect(Collectors.joining(", "));
    boolean local = type == Scalar.TIMESTAMP || type == Scalar.DATE;
    return words.isEmpty()
        ? "none for a value of this type"
        : "one of " + words + (local ? ", local" : "");
  }

  private boolean isTime() {
    return type == Scalar.STRING && "time".equals(text("format"));
  }

  private @Nullable String text(String keyword) {
    return layers.stream()
        .map(layer -> SchemaKeywords.text(layer, keyword))
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }
}
