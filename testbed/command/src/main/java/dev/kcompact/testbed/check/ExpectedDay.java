package dev.kcompact.testbed.check;

import dev.kcompact.testbed.sample.Row;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.TableDay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The expected result of finalizing a sample day. Not thread-safe. */
final class ExpectedDay {
  /** Name of the derived table. */
  static final String PAID_ORDERS = "paid_orders";

  /** The counts of a table's day; a derived table has no objects. */
  record Counts(long rows, long duplicates, long invalid, long corrupt, long objects) {}

  private final SampleDay day;
  private final Map<String, DeclaredTable> tables = new LinkedHashMap<>();
  private final Map<String, NewestRows> newestRows = new LinkedHashMap<>();

  /** Cached, because the computation is as slow as that of the table. */
  private @Nullable Integer paidOrders;

  private ExpectedDay(SampleDay day) {
    this.day = day;
  }

  /**
   * @param conf the folder with the sample's schemas
   */
  static ExpectedDay of(SampleDay day, Path conf) throws IOException {
    ExpectedDay expected = new ExpectedDay(day);
    expected.declare(conf, "orders", "vendas", "order_id");
    expected.declare(conf, "payments", "financeiro", "payment_id");
    expected.declare(conf, "shipments", "logistica", "order_id", "package_number");
    expected.declare(conf, "customers", "vendas", "customer_id");
    expected.declare(conf, PAID_ORDERS, "vendas", "order_id");
    return expected;
  }

  private void declare(Path conf, String name, String domain, String... key) throws IOException {
    tables.put(name, DeclaredTable.read(conf, name, domain, List.of(key)));
  }

  SampleDay day() {
    return day;
  }

  /** All tables, the derived one last. */
  List<DeclaredTable> tables() {
    return List.copyOf(tables.values());
  }

  DeclaredTable table(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  NewestRows newestRows(String table) {
    return newestRows.computeIfAbsent(table, name -> NewestRows.of(day.table(name)));
  }

  /** The expected rows of a processed table. */
  ExpectedRows rows(DeclaredTable table) throws IOException {
    if (table.name().equals(PAID_ORDERS)) {
      ExpectedRows paid = PaidOrders.of(newestRows("orders"), newestRows("payments")).rows(table);
      paidOrders = paid.size();
      return paid;
    }
    NewestRows remaining = newestRows(table.name());
    ExpectedRows rows = new ExpectedRows(remaining.rows());
    remaining.forEach(
        (record, content) ->
            rows.add(
                CanonicalText.ofColumns(table, table.key(), content.row()),
                text(table, record, content.row()),
                record));
    return rows;
  }

  /** The text of a row; where the table keeps unknown fields, with whether there are some. */
  private String text(DeclaredTable table, long record, Row row) {
    String unknown = day.table(table.name()).hasUnknownField(record) ? "+" : "-";
    return CanonicalText.of(table.columns(), row) + (table.keepsRescued() ? unknown : "");
  }

  /** The counts of a table; a derived table has no rejected records. */
  Counts counts(DeclaredTable table) throws IOException {
    if (table.name().equals(PAID_ORDERS)) {
      return new Counts(paidOrders == null ? rows(table).size() : paidOrders, 0, 0, 0, 0);
    }
    NewestRows remaining = newestRows(table.name());
    return new Counts(
        remaining.rows(),
        remaining.duplicates(),
        remaining.invalid(),
        remaining.corrupt(),
        day.table(table.name()).objects());
  }

  /** The record of an expected row, for messages. */
  String place(DeclaredTable table, long record) {
    TableDay source = day.table(table.name().equals(PAID_ORDERS) ? "orders" : table.name());
    return source.key(record);
  }
}
