package dev.kcompact.testbed.connect.sink;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * How objects are laid out, by the names of Confluent's properties.
 *
 * @param topicsDir the directory above the topics
 * @param partitioner the directory of a record
 * @param flushSize records of a topic partition that make its objects complete
 * @param rotateMillis the longest time that an object waits for records; 0 for any time
 * @param isGzip whether objects are compressed
 * @param isRaw whether values are written as the bytes that they are (ByteArrayFormat)
 * @param hasKeys whether keys are written beside the values
 * @param hasHeaders whether headers are written beside the values
 * @param tombstones what is done with records without a value
 */
record ConfluentLayout(
    String topicsDir,
    DirectoryPartitioner partitioner,
    int flushSize,
    long rotateMillis,
    boolean isGzip,
    boolean isRaw,
    boolean hasKeys,
    boolean hasHeaders,
    Tombstones tombstones) {
  enum Tombstones {
    FAIL,
    IGNORE,
    WRITE
  }

  /** The directory of tombstones in that of their topic. */
  static final String TOMBSTONE_DIRECTORY = "tombstone";

  private static final String TOPICS_DIR = "topics.dir";
  private static final String FLUSH_SIZE = "flush.size";
  private static final String ROTATE = "rotate.schedule.interval.ms";
  private static final String PARTITIONER = "partitioner.class";
  private static final String PATH_FORMAT = "path.format";
  private static final String TIMEZONE = "timezone";
  private static final String COMPRESSION = "s3.compression.type";
  private static final String FORMAT = "format.class";
  private static final String KEYS = "store.kafka.keys";
  private static final String HEADERS = "store.kafka.headers";
  private static final String ON_NULL = "behavior.on.null.values";

  ConfluentLayout {
    requireNonNull(topicsDir, "topicsDir is null");
    requireNonNull(partitioner, "partitioner is null");
    requireNonNull(tombstones, "tombstones is null");
    if (flushSize < 1) {
      throw new ConfigException(FLUSH_SIZE, flushSize, "is not positive");
    }
    if (tombstones == Tombstones.WRITE && !hasKeys) {
      throw new ConfigException(ON_NULL, "write", "needs " + KEYS);
    }
  }

  static ConfigDef define() {
    return new ConfigDef()
        .define(TOPICS_DIR, Type.STRING, "topics", Importance.HIGH, "Directory above the topics.")
        .define(FLUSH_SIZE, Type.INT, Importance.HIGH, "Records that make objects complete.")
        .define(ROTATE, Type.LONG, 0L, Importance.MEDIUM, "Longest wait for records, or 0.")
        .define(PARTITIONER, Type.STRING, "DefaultPartitioner", Importance.HIGH, "Directories.")
        .define(PATH_FORMAT, Type.STRING, "", Importance.MEDIUM, "java.time pattern of directories")
        .define(TIMEZONE, Type.STRING, "UTC", Importance.MEDIUM, "Zone of the directories.")
        .define(COMPRESSION, Type.STRING, "none", in("none", "gzip"), Importance.LOW, "Of objects.")
        .define(
            FORMAT,
            Type.STRING,
            "JsonFormat",
            in("JsonFormat", "ByteArrayFormat"),
            Importance.HIGH,
            "Format of values; that of keys and headers is JsonFormat.")
        .define(KEYS, Type.BOOLEAN, false, Importance.LOW, "Writes keys beside the values.")
        .define(HEADERS, Type.BOOLEAN, false, Importance.LOW, "Writes headers beside the values.")
        .define(
            ON_NULL,
            Type.STRING,
            "fail",
            in("fail", "ignore", "write"),
            Importance.LOW,
            "What is done with records without a value.");
  }

  private static ValidString in(String... values) {
    return ValidString.in(values);
  }

  static ConfluentLayout of(Map<String, String> properties) {
    AbstractConfig values = new AbstractConfig(define(), properties, false);
    return new ConfluentLayout(
        values.getString(TOPICS_DIR),
        DirectoryPartitioner.of(
            values.getString(PARTITIONER),
            values.getString(PATH_FORMAT),
            values.getString(TIMEZONE)),
        values.getInt(FLUSH_SIZE),
        values.getLong(ROTATE),
        "gzip".equals(values.getString(COMPRESSION)),
        "ByteArrayFormat".equals(values.getString(FORMAT)),
        values.getBoolean(KEYS),
        values.getBoolean(HEADERS),
        Tombstones.valueOf(values.getString(ON_NULL).toUpperCase(Locale.ROOT)));
  }

  /** The key of an object, without its extension. */
  String name(String topic, String directory, int partition, long startOffset) {
    String name = String.format("%s+%d+%010d", topic, partition, startOffset);
    return String.join("/", List.of(topicsDir, topic, directory, name));
  }

  /** The extension of an object: of values, or of keys or headers by {@code kind}. */
  String extension(String kind) {
    String format = isRaw && kind.isEmpty() ? ".bin" : ".json";
    return kind + format + (isGzip ? ".gz" : "");
  }
}
