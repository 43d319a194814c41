package dev.kcompact.testbed.sample;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A sink's directories and object names. */
enum ObjectLayout {
  /** Confluent, TimeBasedPartitioner by the hour. */
  CONFLUENT_HOURLY("'year='yyyy'/month='MM'/day='dd'/hour='HH", '+', ".json"),
  CONFLUENT_DAILY("'year='yyyy'/month='MM'/day='dd", '+', ".json"),
  /** Confluent, TimeBasedPartitioner with a custom path format. */
  CONFLUENT_DT("'dt='yyyy-MM-dd", '+', ".json"),
  /** Aiven, with a time stamp in its prefix and gzip. */
  AIVEN_DT("'dt='yyyy-MM-dd", '-', ".json.gz");

  private static final int OFFSET_DIGITS = 10;

  private final DateTimeFormatter directories;
  private final char separator;
  private final String extension;

  ObjectLayout(String directories, char separator, String extension) {
    this.directories = DateTimeFormatter.ofPattern(directories, Locale.ROOT);
    this.separator = separator;
    this.extension = extension;
  }

  String key(String topic, LocalDateTime moment, int partition, long offset) {
    return "topics/"
        + topic
        + '/'
        + directories.format(moment)
        + '/'
        + topic
        + separator
        + partition
        + separator
        + Addresses.digits(offset, OFFSET_DIGITS)
        + extension;
  }

  /** The directory of all objects of a day, with a trailing slash. */
  String directory(String topic, LocalDate date) {
    String directory = "topics/" + topic + '/' + directories.format(date.atStartOfDay()) + '/';
    int hour = directory.indexOf("/hour=");
    return hour < 0 ? directory : directory.substring(0, hour + 1);
  }

  boolean isGzip() {
    return extension.endsWith(".gz");
  }

  /** Whether the last line of an object has a terminator; Aiven's does not. */
  boolean endsLastLine() {
    return separator == '+';
  }
}
