package dev.kcompact.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.CapturedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A source and a definition in a folder, to be checked. */
final class CheckedFolder {
  private static final String DEFINITION =
      """
      table: orders
      domain: shop
      description: Orders
      source: { topic: orders, prefix: topics/orders/, naming: confluent }
      day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
      schema: schemas/orders.schema.json
      key: [id]
      rules:
        - { name: positive, sql: "amount > 0", severity: reject }
        - { name: small, sql: "amount < 1000", severity: warn }
      """;

  private static final String SCHEMA =
      """
      {
        "type": "object",
        "required": ["id", "status"],
        "properties": {
          "id": { "type": "integer" },
          "status": { "type": "string", "enum": ["NEW", "PAID"] },
          "amount": { "type": "number", "format": "decimal", "x-precision": 12, "x-scale": 2 },
          "tags": { "type": "object", "additionalProperties": { "type": "string" } },
          "lines": {
            "type": "array",
            "items": { "type": "object", "properties": { "sku": { "type": "string" } } }
          },
          "by": {
            "type": "object",
            "additionalProperties": {
              "type": "object", "properties": { "n": { "type": "integer" } }
            }
          }
        }
      }
      """;

  private final Path folder;

  CheckedFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(source());
    define(DEFINITION, SCHEMA);
  }

  Path source() {
    return folder.resolve("source");
  }

  Path report() {
    return folder.resolve("report.json");
  }

  CheckedFolder define(String definition, String schema) throws IOException {
    write(folder.resolve("conf/tables/orders.yaml"), definition);
    write(folder.resolve("conf/schemas/orders.schema.json"), schema);
    return this;
  }

  CheckedFolder rule(String rule) throws IOException {
    return define(DEFINITION + "  - " + rule + "\n", SCHEMA);
  }

  CheckedFolder put(String key, String text) throws IOException {
    write(source().resolve(key), text);
    return this;
  }

  /** Adds an object of the table; returns its key. */
  String put(int day, int partition, long offset, String text) throws IOException {
    String key =
        "topics/orders/dt=2026-11-%02d/orders+%d+%010d.json".formatted(day, partition, offset);
    put(key, text);
    return key;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  CapturedRun check(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "check",
                "--source",
                "file://" + source() + "/",
                "--tables",
                folder.resolve("conf").toString(),
                "--work",
                folder.resolve("work").toString(),
                "--report",
                report().toString()));
    arguments.addAll(List.of(more));
    return CapturedRun.of(arguments.toArray(String[]::new));
  }

  JsonNode reported() throws IOException {
    return new ObjectMapper().readTree(Files.readString(report()));
  }

  JsonNode reportedTable() throws IOException {
    return reported().at("/tables/orders");
  }
}
