package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes the schemas of values. Every value may be null. */
final class SchemaNodes {
  private static final int MAX_PRECISION = 38;

  private SchemaNodes() {}

  /** Any JSON, kept as text. */
  static ObjectNode any() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode of(String type) {
    ObjectNode schema = any();
    schema.putArray("type").add(type).add("null");
    return schema;
  }

  static ObjectNode of(String type, String format) {
    return of(type).put("format", format);
  }

  static ObjectNode encoded(String type, String format, String encoding) {
    return of(type, format).put("x-encoding", encoding);
  }

  static ObjectNode decimal(String type, int scale) {
    return of(type, "decimal").put("x-precision", MAX_PRECISION).put("x-scale", scale);
  }

  /** Prepends a comment. */
  static void comment(ObjectNode schema, String comment) {
    if (!comment.isEmpty()) {
      String before = schema.path("$comment").asText();
      schema.put("$comment", before.isEmpty() ? comment : before + "; " + comment);
    }
  }
}
