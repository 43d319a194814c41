package dev.kcompact.testbed.connect.sink;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * How objects are laid out, by the names of Aiven's properties.
 *
 * @param template the template of keys
 * @param maxRecords records of an object at most; 0 for any number
 * @param isArray whether an object is one array (json) rather than lines (jsonl)
 * @param fields what is written of a record
 * @param hasEnvelope whether a record is an object of these fields; else it is the only field
 * @param isGzip whether objects are compressed
 */
record AivenLayout(
    NameTemplate template,
    int maxRecords,
    boolean isArray,
    List<Field> fields,
    boolean hasEnvelope,
    boolean isGzip) {
  enum Field {
    KEY,
    VALUE,
    OFFSET,
    TIMESTAMP,
    HEADERS
  }

  private static final String TEMPLATE = "file.name.template";
  private static final String MAX_RECORDS = "file.max.records";
  private static final String COMPRESSION = "file.compression.type";
  private static final String FORMAT = "format.output.type";
  private static final String FIELDS = "format.output.fields";
  private static final String ENVELOPE = "format.output.envelope";
  private static final String DEFAULT_TEMPLATE = "{{topic}}-{{partition}}-{{start_offset}}";
  private static final ValidString COMPRESSIONS = ValidString.in("none", "gzip");
  private static final ValidString FORMATS = ValidString.in("jsonl", "json");
  private static final ValidList FIELD_NAMES =
      ValidList.in("key", "value", "offset", "timestamp", "headers");

  AivenLayout {
    requireNonNull(template, "template is null");
    fields = List.copyOf(fields);
    if (maxRecords < 0) {
      throw new ConfigException(MAX_RECORDS, maxRecords, "is negative");
    }
    if (!hasEnvelope && fields.size() != 1) {
      throw new ConfigException(ENVELOPE, hasEnvelope, "needs one field: " + fields);
    }
  }

  static ConfigDef define() {
    return new ConfigDef()
        .define(TEMPLATE, Type.STRING, DEFAULT_TEMPLATE, Importance.HIGH, "Keys of objects.")
        .define(MAX_RECORDS, Type.INT, 0, Importance.MEDIUM, "Records of an object at most, or 0.")
        .define(COMPRESSION, Type.STRING, "gzip", COMPRESSIONS, Importance.MEDIUM, "Of objects.")
        .define(FORMAT, Type.STRING, "jsonl", FORMATS, Importance.HIGH, "Format of objects.")
        .define(FIELDS, Type.LIST, List.of("value"), FIELD_NAMES, Importance.HIGH, "Of a record.")
        .define(ENVELOPE, Type.BOOLEAN, true, Importance.MEDIUM, "Whether fields are named.");
  }

  static AivenLayout of(Map<String, String> properties) {
    AbstractConfig values = new AbstractConfig(define(), properties, false);
    List<Field> fields =
        values.getList(FIELDS).stream()
            .map(name -> Field.valueOf(name.toUpperCase(Locale.ROOT)))
            .toList();
    return new AivenLayout(
        new NameTemplate(values.getString(TEMPLATE)),
        values.getInt(MAX_RECORDS),
        "json".equals(values.getString(FORMAT)),
        fields,
        values.getBoolean(ENVELOPE),
        "gzip".equals(values.getString(COMPRESSION)));
  }
}
