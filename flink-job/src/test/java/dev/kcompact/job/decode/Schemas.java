package dev.kcompact.job.decode;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.util.Map;

/** Tables made of a schema alone. */
public final class Schemas {
  private static final String TABLE =
      """
      table: t
      domain: d
      source: { topic: t, prefix: topics/t/, naming: confluent }
      day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
      schema: schemas/t.schema.json
      key: [%s]
      compaction: { target-size: 128MiB, max-wait: 10m }
      %s
      """;

  private Schemas() {}

  /** A table {@code t} with that JSON Schema, by any column as its key. */
  public static BaseTable table(String key, String schema) {
    return table("description: a table", key, schema);
  }

  /** The same with more lines of its definition. */
  public static BaseTable table(String definition, String key, String schema) {
    return (BaseTable)
        catalog(
                Map.of(
                    "tables/t.yaml",
                    TABLE.formatted(key, definition),
                    "schemas/t.schema.json",
                    schema))
            .table("t")
            .orElseThrow();
  }

  /** A table with a column {@code v} of that type, and a key that may be absent. */
  public static BaseTable column(String type) {
    return table(
        "k",
        "{\"type\":\"object\",\"properties\":{\"v\":" + type + ",\"k\":{\"type\":\"integer\"}}}");
  }

  /** The same, with {@code v} required. */
  public static BaseTable requiredColumn(String type) {
    return table(
        "v", "{\"type\":\"object\",\"required\":[\"v\"],\"properties\":{\"v\":" + type + "}}");
  }

  private static TableCatalog catalog(Map<String, String> files) {
    return TableCatalog.load(new DefinitionFiles(files));
  }
}
