package dev.kcompact.testbed.connect.sink;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Determines the directory of a record below that of its topic. */
@FunctionalInterface
interface DirectoryPartitioner {
  String directory(SinkRecord record);

  /**
   * Returns the partitioner with the simple name of Confluent's class.
   *
   * @param pathFormat java.time's pattern, where Confluent's is Joda's: {@code yyyy}, not {@code
   *     YYYY}
   */
  static DirectoryPartitioner of(String name, String pathFormat, String timezone) {
    return switch (name) {
      case "DefaultPartitioner" -> record -> "partition=" + record.kafkaPartition();
      case "TimeBasedPartitioner" -> byTime(pathFormat, timezone);
      default -> throw new ConfigException("partitioner.class", name, "is unknown");
    };
  }

  private static DirectoryPartitioner byTime(String pathFormat, String timezone) {
    if (pathFormat.isEmpty()) {
      throw new ConfigException("path.format", pathFormat, "is needed by TimeBasedPartitioner");
    }
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(pathFormat, Locale.ROOT).withZone(ZoneId.of(timezone));
    return record -> {
      Long timestamp = record.timestamp();
      if (timestamp == null) {
        throw new DataException("No timestamp: offset " + record.kafkaOffset());
      }
      return format.format(Instant.ofEpochMilli(timestamp));
    };
  }
}
