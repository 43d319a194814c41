package dev.kcompact.cli.inspect;

import static dev.kcompact.cli.inspect.SchemaNodes.any;
import static dev.kcompact.cli.inspect.SchemaNodes.comment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.inspect.Moments.Reading;
import dev.kcompact.cli.inspect.ValueStatistics.Kind;
import dev.kcompact.contract.schema.Dialect;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses types for places whose values are neither objects nor lists. */
final class Scalars {
  private static final int MAX_PRECISION = 38;

  /** Later values may have more digits after the point than those of the sample. */
  private static final int SPARE_SCALE = 2;

  /** Digits before the point that a decimal keeps free for later values, if it can. */
  private static final int SPARE_DIGITS = 6;

  private final Dialect dialect;
  private final Texts texts;
  private final List<Finding> findings;

  Scalars(Dialect dialect, @Nullable ZoneId zone, List<Finding> findings) {
    this.dialect = dialect;
    this.texts = new Texts(dialect, zone, findings);
    this.findings = findings;
  }

  ObjectNode type(ValueStatistics values, List<String> path) {
    if (values.isOnly(Kind.BOOLEAN)) {
      return SchemaNodes.of("boolean");
    }
    if (values.isOnly(Kind.NUMBER)) {
      return number(values, path);
    }
    if (values.isOnly(Kind.TEXT)) {
      return texts.type(values.texts(), path);
    }
    if (values.isOnly(Kind.MONGO_DATE)) {
      return mongo(any().put("format", "date-time"));
    }
    if (values.isOnly(Kind.MONGO_ID)) {
      return mongo(any().put("type", "string"));
    }
    if (values.isOnly(Kind.MONGO_UUID)) {
      return mongo(any().put("type", "string").put("format", "uuid"));
    }
    return values.isOnly(Kind.SCALED) ? scaled(values, path) : any();
  }

  private static ObjectNode mongo(ObjectNode schema) {
    if (schema.has("type")) {
      String type = schema.get("type").textValue();
      schema.putArray("type").add(type).add("null");
    }
    return schema.put("x-encoding", "mongo");
  }

  private ObjectNode scaled(ValueStatistics values, List<String> path) {
    NumberStatistics numbers = values.numbers();
    if (numbers.integerDigits() + numbers.scale() > MAX_PRECISION) {
      return any();
    }
    ObjectNode schema = any().put("format", "decimal");
    schema.put("x-precision", MAX_PRECISION).put("x-scale", spareScale(numbers));
    schema.put("x-encoding", "connect-struct");
    String evidence =
        "%,d of %<,d values are objects of a scale and an unscaled value"
            .formatted(values.values());
    comment(schema, evidence);
    findings.add(new Finding(TypeInference.place(path), evidence + ", read as connect-struct"));
    return schema;
  }

  private ObjectNode number(ValueStatistics values, List<String> path) {
    NumberStatistics numbers = values.numbers();
    String mongo = values.hasMongoNumbers() ? "mongo" : "";
    boolean isDecimal = values.hasMongoDecimals();
    if (!isDecimal && numbers.isIntegersOnly() && !numbers.isBeyondLong()) {
      return integer(values, path, mongo);
    }
    int digits = numbers.integerDigits() + numbers.scale();
    boolean isTooLong = digits > MAX_PRECISION && !numbers.isInexactAsDouble();
    if (!isDecimal && (numbers.isDouble() || isTooLong)) {
      ObjectNode schema = SchemaNodes.of("number");
      return mongo.isEmpty() ? schema : schema.put("x-encoding", mongo);
    }
    if (digits > MAX_PRECISION) {
      findings.add(
          new Finding(
              TypeInference.place(path), "numbers with more than 38 digits; kept as JSON text"));
      return any();
    }
    ObjectNode schema =
        mongo.isEmpty()
            ? SchemaNodes.decimal("number", spareScale(numbers))
            : any()
                .put("format", "decimal")
                .put("x-precision", MAX_PRECISION)
                .put("x-scale", spareScale(numbers));
    if (dialect != Dialect.PLAIN || !mongo.isEmpty()) {
      schema.put("x-encoding", mongo.isEmpty() ? "plain" : mongo);
    }
    comment(
        schema,
        "at most %d digits before the point and %d after it"
            .formatted(numbers.integerDigits(), numbers.scale()));
    return schema;
  }

  private static int spareScale(NumberStatistics numbers) {
    if (numbers.scale() == 0) {
      return numbers.integerDigits() > MAX_PRECISION - SPARE_DIGITS ? 0 : SPARE_SCALE;
    }
    int most = MAX_PRECISION - numbers.integerDigits() - SPARE_DIGITS;
    return Math.max(numbers.scale(), Math.min(numbers.scale() + SPARE_SCALE, most));
  }

  private ObjectNode integer(ValueStatistics values, List<String> path, String mongo) {
    String name = path.get(path.size() - 1);
    Optional<Reading> reading =
        mongo.isEmpty() ? Moments.of(values.numbers(), name) : Optional.empty();
    if (reading.isPresent()) {
      Reading found = reading.get();
      String evidence =
          "%,d of %<,d values are between %s and %s as %s"
              .formatted(values.values(), found.first(), found.last(), found.encoding());
      findings.add(
          new Finding(
              TypeInference.place(path),
              found.isCertain()
                  ? evidence
                  : "kept as integer; %s: x-encoding %s with format %s reads it so"
                      .formatted(evidence, found.encoding(), found.format())));
      if (found.isCertain()) {
        ObjectNode schema = SchemaNodes.encoded("integer", found.format(), found.encoding());
        comment(schema, evidence);
        return schema;
      }
    }
    ObjectNode schema = SchemaNodes.of("integer");
    return mongo.isEmpty() ? schema : schema.put("x-encoding", mongo);
  }
}
