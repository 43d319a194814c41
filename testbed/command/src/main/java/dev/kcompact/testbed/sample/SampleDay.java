package dev.kcompact.testbed.sample;

import java.util.List;

/** All tables of a sample day. Immutable; any thread. */
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

  /** Of a hundred objects some 26 are payments, 17 shipments, 5 customers, and the rest orders. */
  public static SampleDay of(SampleSpec spec) {
    int payments = Math.max(1, spec.objects() * 26 / 100);
    int shipments = Math.max(1, spec.objects() * 17 / 100);
    int customers = Math.max(1, spec.objects() * 5 / 100);
    int orders = spec.objects() - payments - shipments - customers;
    long orderRecords = TableTraits.firstRecords(spec, ORDERS, orders)[orders];
    return new SampleDay(
        spec,
        List.of(
            day(
                spec,
                orders,
                new TableTraits(
                    "orders",
                    ORDERS,
                    12,
                    ObjectLayout.CONFLUENT_HOURLY,
                    Recency.BY_TIME,
                    new OrderRows(spec))),
            day(
                spec,
                payments,
                new TableTraits(
                    "payments",
                    PAYMENTS,
                    6,
                    ObjectLayout.CONFLUENT_DAILY,
                    Recency.BY_TIME,
                    new PaymentRows(spec, orderRecords))),
            day(
                spec,
                shipments,
                new TableTraits(
                    "shipments",
                    SHIPMENTS,
                    4,
                    ObjectLayout.AIVEN_DT,
                    Recency.BY_MINUTE,
                    new ShipmentRows(spec, orderRecords))),
            day(
                spec,
                customers,
                new TableTraits(
                    "customers",
                    CUSTOMERS,
                    2,
                    ObjectLayout.CONFLUENT_DT,
                    Recency.BY_TIME_AND_VERSION,
                    new CustomerRows()))));
  }

  private static TableDay day(SampleSpec spec, int objects, TableTraits traits) {
    return new TableDay(
        traits, new RecordPlan(spec, traits.stream(), traits.maker()), spec, objects);
  }

  public SampleSpec spec() {
    return spec;
  }

  /** The base tables, the largest first. */
  public List<TableDay> tables() {
    return tables;
  }

  /**
   * A table by its name.
   *
   * @throws IllegalArgumentException when the sample has no such table
   */
  public TableDay table(String name) {
    return tables.stream()
        .filter(table -> table.table().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the sample has no table " + name));
  }

  /** Records of all tables. */
  public long records() {
    return tables.stream().mapToLong(TableDay::records).sum();
  }
}
