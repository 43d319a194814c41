package dev.kcompact.cli.inspect;

import static dev.kcompact.cli.inspect.SchemaNodes.comment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.contract.schema.Dialect;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses types for places whose values are texts. */
final class Texts {
  private static final double NEARLY_ALL = 0.9;
  private static final int MANY = 20;
  private static final long MICROS_OF_SECOND = 1_000_000;

  private final Dialect dialect;
  private final @Nullable ZoneId zone;
  private final List<Finding> findings;

  Texts(Dialect dialect, @Nullable ZoneId zone, List<Finding> findings) {
    this.dialect = dialect;
    this.zone = zone;
    this.findings = findings;
  }

  ObjectNode type(TextStatistics texts, List<String> path) {
    Optional<ObjectNode> formatted = formatted(texts, path).or(() -> local(texts, path));
    if (formatted.isPresent()) {
      return formatted.get();
    }
    if (texts.isAll(TextForm.JSON)) {
      String evidence = "%,d of %<,d texts are JSON objects or arrays".formatted(texts.count());
      ObjectNode schema = SchemaNodes.of("string").put("contentMediaType", "application/json");
      comment(schema, evidence);
      find(path, evidence + ", kept as JSON text");
      return schema;
    }
    propose(texts, path);
    ObjectNode schema = SchemaNodes.of("string");
    if (texts.distinct().isPresent() && texts.count() >= MANY) {
      comment(
          schema,
          "%,d distinct values in %,d".formatted(texts.distinct().getAsLong(), texts.count()));
    }
    return schema;
  }

  private Optional<ObjectNode> formatted(TextStatistics texts, List<String> path) {
    ObjectNode schema = null;
    for (TextForm form : List.of(TextForm.UUID, TextForm.DATE_TIME, TextForm.DATE, TextForm.TIME)) {
      if (texts.isAll(form) && texts.count(form) < texts.count()) {
        find(
            path,
            "%,d of %,d texts have another form than the rest; their records are corrupt rows"
                .formatted(texts.count() - texts.count(form), texts.count()));
      }
    }
    if (texts.isAll(TextForm.UUID)) {
      schema = SchemaNodes.of("string", "uuid");
      comment(schema, share(texts, TextForm.UUID) + " texts are UUIDs");
    } else if (texts.isAll(TextForm.DATE_TIME)) {
      schema = format("date-time", "rfc3339");
      comment(schema, share(texts, TextForm.DATE_TIME) + moments(texts));
    } else if (texts.isAll(TextForm.DATE)) {
      schema = format("date", "iso");
      comment(schema, share(texts, TextForm.DATE) + moments(texts));
    } else if (texts.isAll(TextForm.TIME)) {
      schema = SchemaNodes.encoded("string", "time", "iso");
      comment(schema, share(texts, TextForm.TIME) + " texts are times of the day");
    }
    return Optional.ofNullable(schema);
  }

  private static String share(TextStatistics texts, TextForm form) {
    return "%,d of %,d".formatted(texts.count(form), texts.count());
  }

  private ObjectNode format(String format, String encoding) {
    return dialect == Dialect.PLAIN
        ? SchemaNodes.of("string", format)
        : SchemaNodes.encoded("string", format, encoding);
  }

  private static String moments(TextStatistics texts) {
    return " values are between %s and %s"
        .formatted(
            Moments.day(Math.floorDiv(texts.minMicros(), MICROS_OF_SECOND)),
            Moments.day(Math.floorDiv(texts.maxMicros(), MICROS_OF_SECOND)));
  }

  private Optional<ObjectNode> local(TextStatistics texts, List<String> path) {
    if (texts.isAll(TextForm.LOCAL_DATE_TIME)) {
      return localTime(texts, path, "");
    }
    if (texts.isAll(TextForm.DAY_MONTH) && texts.isAll(TextForm.MONTH_DAY)) {
      find(
          path,
          "kept as text; dates whose values do not show whether the day or the month comes first");
      return Optional.empty();
    }
    if (texts.isAll(TextForm.DAY_MONTH) || texts.isAll(TextForm.MONTH_DAY)) {
      String pattern = texts.isAll(TextForm.DAY_MONTH) ? "dd/MM/uuuu" : "MM/dd/uuuu";
      ObjectNode schema = SchemaNodes.encoded("string", "date", "local").put("x-pattern", pattern);
      String evidence = "%,d of %<,d texts have the pattern %s".formatted(texts.count(), pattern);
      comment(schema, evidence);
      find(path, evidence);
      return Optional.of(schema);
    }
    for (String time : List.of("MINUTE", "SECOND")) {
      TextForm dayFirst = TextForm.valueOf("DAY_MONTH_" + time);
      TextForm monthFirst = TextForm.valueOf("MONTH_DAY_" + time);
      String hour = time.equals("MINUTE") ? " HH:mm" : " HH:mm:ss";
      if (texts.isAll(dayFirst) != texts.isAll(monthFirst)) {
        String day = texts.isAll(dayFirst) ? "dd/MM/uuuu" : "MM/dd/uuuu";
        return localTime(texts, path, day + hour);
      }
    }
    return Optional.empty();
  }

  private Optional<ObjectNode> localTime(TextStatistics texts, List<String> path, String pattern) {
    String form = pattern.isEmpty() ? "local date-times" : "the pattern " + pattern;
    String evidence = "%,d of %<,d texts have no offset: %s".formatted(texts.count(), form);
    if (zone == null) {
      find(
          path,
          "kept as text; %s; with --zone they are moments (x-encoding local, x-zone)"
              .formatted(evidence));
      return Optional.empty();
    }
    ObjectNode schema = SchemaNodes.encoded("string", "date-time", "local");
    if (!pattern.isEmpty()) {
      schema.put("x-pattern", pattern);
    }
    schema.put("x-zone", zone.getId());
    comment(schema, evidence);
    find(path, evidence + ", read in " + zone.getId());
    return Optional.of(schema);
  }

  /** Names other readings of texts that are kept as texts. */
  private void propose(TextStatistics texts, List<String> path) {
    if (texts.isAll(TextForm.NUMBER)) {
      find(
          path,
          "kept as text; %,d of %<,d texts are numbers: x-encoding text reads them so"
              .formatted(texts.count()));
    } else if (texts.isAll(TextForm.BOOLEAN)) {
      find(path, "kept as text; every text is true or false: type boolean with x-encoding text");
    } else if (texts.isAll(TextForm.BASE64) && texts.hasPadding()) {
      find(
          path,
          "kept as text; %,d of %<,d texts are base64: bytes, or decimals of Kafka Connect"
                  .formatted(texts.count())
              + " (format decimal, x-encoding connect, x-scale as in the source)");
    } else {
      proposeDates(texts, path);
    }
  }

  private void proposeDates(TextStatistics texts, List<String> path) {
    for (TextForm form : List.of(TextForm.DATE_TIME, TextForm.DATE)) {
      long found = texts.count(form);
      if (found >= NEARLY_ALL * texts.count() && found > 0) {
        find(
            path,
            "kept as text; %,d of %,d texts are of format %s, %,d are empty: x-null names texts"
                    .formatted(
                        found,
                        texts.count(),
                        form == TextForm.DATE ? "date" : "date-time",
                        texts.empty())
                + " that mean NULL");
      }
    }
  }

  private void find(List<String> path, String text) {
    findings.add(new Finding(TypeInference.place(path), text));
  }
}
