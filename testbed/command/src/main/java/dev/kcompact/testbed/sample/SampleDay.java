package dev.kcompact.testbed.sample;

import static dev.kcompact.testbed.sample.ObjectLayout.AIVEN_DT;
import static dev.kcompact.testbed.sample.ObjectLayout.CONFLUENT_DAILY;
import static dev.kcompact.testbed.sample.ObjectLayout.CONFLUENT_DT;
import static dev.kcompact.testbed.sample.ObjectLayout.CONFLUENT_HOURLY;
import static dev.kcompact.testbed.sample.Recency.BY_MINUTE;
import static dev.kcompact.testbed.sample.Recency.BY_TIME;
import static dev.kcompact.testbed.sample.Recency.BY_TIME_AND_VERSION;

import java.util.List;

/** All tables of a sample day. Immutable. */
public final class SampleDay {
  private static final long ORDERS = 1000;
  private static final long PAYMENTS = 2000;
  private static final long SHIPMENTS = 3000;
  private static final long CUSTOMERS = 4000;

  private final SampleSpec spec;
  private final List<TableDay> tables;

  private SampleDay(SampleSpec spec, List<TableDay> tables) {
    this.spec = spec;
    this.tables = tables;
  }

  /** Of a hundred objects about 26 are payments, 17 shipments, 5 customers, and the rest orders. */
  public static SampleDay of(SampleSpec spec) {
    int payments = Math.max(1, spec.objects() * 26 / 100);
    int shipments = Math.max(1, spec.objects() * 17 / 100);
    int customers = Math.max(1, spec.objects() * 5 / 100);
    int orders = spec.objects() - payments - shipments - customers;
    long orderRecords = TableTraits.firstRecords(spec, ORDERS, orders)[orders];
    RowMaker ofOrders = new OrderRows(spec);
    RowMaker ofPayments = new PaymentRows(spec, orderRecords);
    RowMaker ofShipments = new ShipmentRows(spec, orderRecords);
    RowMaker ofCustomers = new CustomerRows();
    return new SampleDay(
        spec,
        List.of(
            new TableTraits("orders", ORDERS, 12, CONFLUENT_HOURLY, BY_TIME, ofOrders)
                .day(spec, orders),
            new TableTraits("payments", PAYMENTS, 6, CONFLUENT_DAILY, BY_TIME, ofPayments)
                .day(spec, payments),
            new TableTraits("shipments", SHIPMENTS, 4, AIVEN_DT, BY_MINUTE, ofShipments)
                .day(spec, shipments),
            new TableTraits(
                    "customers", CUSTOMERS, 2, CONFLUENT_DT, BY_TIME_AND_VERSION, ofCustomers)
                .day(spec, customers)));
  }

  public SampleSpec spec() {
    return spec;
  }

  /** The base tables, the largest first. */
  public List<TableDay> tables() {
    return tables;
  }

  /**
   * @throws IllegalArgumentException if the sample has no such table
   */
  public TableDay table(String name) {
    return tables.stream()
        .filter(table -> table.table().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the sample has no table " + name));
  }

  public long records() {
    return tables.stream().mapToLong(TableDay::records).sum();
  }
}
