package dev.kcompact.testbed.check;

import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.TableDay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the finalizer must make of a sample day. Not thread-safe. */
final class ExpectedDay {
  /** Name of the table that SQL makes. */
  static final String PAID_ORDERS = "paid_orders";

  /**
   * The counts of a table's day.
   *
   * @param objects raw objects; 0 for a table that SQL makes
   */
  record Counts(long rows, long duplicates, long invalid, long corrupt, long objects) {}

  private final SampleDay day;
  private final Map<String, DeclaredTable> tables = new LinkedHashMap<>();
  private final Map<String, NewestRows> newestRows = new LinkedHashMap<>();

  /** Known once the table has been computed; a second time would take as long as the first. */
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

  /** All tables, the one that SQL makes last. */
  List<DeclaredTable> tables() {
    return List.copyOf(tables.values());
  }

  DeclaredTable table(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  NewestRows newestRows(String table) {
    return newestRows.computeIfAbsent(table, name -> NewestRows.of(day.table(name)));
  }

  /** The rows of a processed table. */
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
                CanonicalText.of(table.columns(), content.row()),
                record));
    return rows;
  }

  /** The counts of a table; the one that SQL makes has no records of its own to lose. */
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

  /** Names the record that an expected row comes from. */
  String place(DeclaredTable table, long record) {
    TableDay source = day.table(table.name().equals(PAID_ORDERS) ? "orders" : table.name());
    return source.key(record);
  }
}
