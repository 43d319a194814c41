package dev.kcompact.testbed.connect.sink;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A template of keys in Aiven's syntax: text with the variables {@code topic}, {@code partition},
 * {@code start_offset}, {@code timestamp:unit=yyyy|MM|dd|HH} and {@code key} in double braces.
 * Partition and offset take {@code :padding=true}. Times are those of the records, in UTC.
 *
 * @param text the template
 */
record NameTemplate(String text) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\{\\{ *(\\w+) *(?:: *(\\w+) *= *(\\w+) *)?}}");

  NameTemplate {
    if (!text.contains("{{")) {
      throw new ConfigException("file.name.template", text, "has no variable");
    }
  }

  /** The key of an object that holds a record and begins with another's offset. */
  String key(SinkRecord record, long startOffset) {
    Matcher matcher = VARIABLE.matcher(text);
    return matcher.replaceAll(match -> Matcher.quoteReplacement(value(match, record, startOffset)));
  }

  private String value(MatchResult variable, SinkRecord record, long startOffset) {
    boolean isPadded = "true".equals(variable.group(3));
    return switch (variable.group(1)) {
      case "topic" -> record.topic();
      case "partition" -> number(record.kafkaPartition(), isPadded ? "%010d" : "%d");
      case "start_offset" -> number(startOffset, isPadded ? "%020d" : "%d");
      case "timestamp" -> time(record, variable.group(3));
      case "key" -> record.key() == null ? "null" : record.key().toString();
      default -> throw new ConfigException("file.name.template", text, "has an unknown variable");
    };
  }

  private static String number(long number, String format) {
    return String.format(Locale.ROOT, format, number);
  }

  private static String time(SinkRecord record, String unit) {
    Long timestamp = record.timestamp();
    if (timestamp == null) {
      throw new DataException("No timestamp: offset " + record.kafkaOffset());
    }
    return DateTimeFormatter.ofPattern(unit, Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochMilli(timestamp));
  }
}
