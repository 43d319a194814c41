package dev.kcompact.finalizer.testing;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Two base tables and a derived one. */
public final class SampleDefinitions {
  private SampleDefinitions() {}

  private static final String ORDERS =
      """
      table: orders
      domain: sales
      source: { topic: orders, prefix: topics/orders/, naming: confluent, names: any }
      day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
      schema: schemas/orders.schema.json
      key: [order_id]
      order: [updated_at]
      rules:
        - { name: amount_not_negative, sql: "amount >= 0 -- a comment", severity: reject }
        - { name: customer_is_known, sql: "customer <> 666", severity: fail }
        - { name: amount_is_usual, sql: "amount < 900", severity: warn }
        - { name: has_customer_or_status, sql: "customer IS NOT NULL OR status IS NOT NULL", severity: reject }
      """;

  private static final String ORDERS_SCHEMA =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["order_id", "customer", "amount", "updated_at"],
        "properties": {
          "order_id": {"type": "string", "pattern": "^O-[0-9]+$"},
          "customer": {"type": "integer", "minimum": 1},
          "status": {"type": "string", "enum": ["NEW", "PAID", "it's"]},
          "amount": {"type": "number", "format": "decimal", "x-precision": 10, "x-scale": 2, "maximum": 1000},
          "items": {"type": "array", "items": {"type": "object", "properties": {
            "sku": {"type": "string", "maxLength": 5},
            "quantity": {"type": "integer", "minimum": 1},
            "sent_at": {"type": "string", "format": "date-time"}}}},
          "tags": {"type": "object", "additionalProperties": {"type": "string"}},
          "extra": {},
          "address": {"type": "object", "properties": {"city": {"type": "string", "minLength": 2}}},
          "updated_at": {"type": "string", "format": "date-time"}
        }
      }
      """;

  private static final String PAYMENTS =
      """
      table: payments
      domain: finance
      source: { topic: payments, prefix: topics/payments/, naming: confluent, names: any }
      day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
      schema: schemas/payments.schema.json
      key: [payment_id]
      """;

  private static final String PAYMENTS_SCHEMA =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["payment_id"],
        "properties": {
          "payment_id": {"type": "integer"},
          "order_id": {"type": "string"},
          "paid": {"type": "number", "format": "decimal", "x-precision": 10, "x-scale": 2}
        }
      }
      """;

  private static final String PAID_ORDERS =
      """
      table: paid_orders
      domain: sales
      day: { from: inputs }
      schema: schemas/paid_orders.schema.json
      key: [order_id]
      inputs: [orders, payments]
      sql: sql/paid_orders.sql
      """;

  private static final String PAID_ORDERS_SCHEMA =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
          "order_id": {"type": "string"},
          "paid": {"type": "number", "format": "decimal", "x-precision": 12, "x-scale": 2}
        }
      }
      """;

  private static final String PAID_ORDERS_SQL =
      """
      -- what was paid for each order
      SELECT o.order_id, CAST(sum(p.paid) AS DECIMAL(12, 2)) AS paid
      FROM orders AS o JOIN payments AS p USING (order_id)
      GROUP BY o.order_id;
      """;

  /** Returns texts by name below the root. */
  public static Map<String, String> files() {
    return Map.of(
        "tables/orders.yaml", ORDERS,
        "tables/payments.yaml", PAYMENTS,
        "tables/paid_orders.yaml", PAID_ORDERS,
        "schemas/orders.schema.json", ORDERS_SCHEMA,
        "schemas/payments.schema.json", PAYMENTS_SCHEMA,
        "schemas/paid_orders.schema.json", PAID_ORDERS_SCHEMA,
        "sql/paid_orders.sql", PAID_ORDERS_SQL);
  }

  public static String text(String name) {
    return Objects.requireNonNull(files().get(name), name);
  }

  /** Returns the catalog with one file replaced. */
  public static TableCatalog with(String name, String text) {
    Map<String, String> files = new HashMap<>(files());
    files.put(name, text);
    return TableCatalog.load(new DefinitionFiles(files));
  }

  public static TableCatalog catalog() {
    return TableCatalog.load(new DefinitionFiles(files()));
  }

  public static BaseTable orders() {
    return (BaseTable) catalog().table("orders").orElseThrow();
  }

  public static BaseTable payments() {
    return (BaseTable) catalog().table("payments").orElseThrow();
  }
}
