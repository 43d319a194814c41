package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import dev.kcompact.testbed.sample.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The domain table of conf/sql/paid_orders.sql, computed without SQL. */
final class PaidOrders {
  /** The approved payments of one order. */
  private static final class Approved {
    private long payments;
    private BigDecimal amount = BigDecimal.ZERO;
    private long maxInstallments;
    private final TreeSet<String> methods = new TreeSet<>();
    private @Nullable Instant firstPaidAt;

    private void add(Row payment) {
      payments++;
      amount = amount.add(decimal(payment, "amount"));
      maxInstallments = Math.max(maxInstallments, integer(payment, "installments"));
      methods.add(String.valueOf(payment.get("method")));
      Instant paidAt = (Instant) payment.get("paid_at");
      if (paidAt != null && (firstPaidAt == null || paidAt.isBefore(firstPaidAt))) {
        firstPaidAt = paidAt;
      }
    }
  }

  private final Winners orders;
  private final Map<String, Approved> approved = new HashMap<>();

  private PaidOrders(Winners orders) {
    this.orders = orders;
  }

  static PaidOrders of(Winners orders, Winners payments) throws IOException {
    PaidOrders paid = new PaidOrders(orders);
    payments.forEach(
        (record, content) -> {
          Row row = content.row();
          if ("APPROVED".equals(row.get("status"))) {
            paid.approved
                .computeIfAbsent(String.valueOf(row.get("order_id")), id -> new Approved())
                .add(row);
          }
        });
    return paid;
  }

  /** The rows, each told by its order's record. */
  ExpectedRows rows(DeclaredTable table) throws IOException {
    ExpectedRows rows = new ExpectedRows(approved.size());
    orders.forEach(
        (record, content) -> {
          Approved payments = approved.get(String.valueOf(content.row().get("order_id")));
          if (payments != null) {
            Row row = row(content.row(), payments);
            rows.add(
                CanonicalText.ofColumns(table, table.key(), row),
                CanonicalText.of(table.columns(), row),
                record);
          }
        });
    return rows;
  }

  private static Row row(Row order, Approved paid) {
    BigDecimal total = decimal(order, "total_amount");
    long units = 0;
    BigDecimal itemsAmount = BigDecimal.ZERO;
    for (Object item : (List<?>) requireNonNull(order.get("items"))) {
      long quantity = integer((Row) item, "quantity");
      units += quantity;
      itemsAmount =
          itemsAmount.add(decimal((Row) item, "unit_price").multiply(BigDecimal.valueOf(quantity)));
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("order_id", order.get("order_id"));
    values.put("customer_id", order.get("customer_id"));
    values.put("channel", order.get("channel"));
    values.put("state", state(order));
    values.put("units", units);
    values.put("items_amount", itemsAmount);
    values.put("total_amount", total);
    values.put("paid_amount", paid.amount);
    values.put("difference", paid.amount.subtract(total));
    values.put("payments", paid.payments);
    values.put("max_installments", paid.maxInstallments);
    values.put("methods", List.copyOf(paid.methods));
    values.put("first_paid_at", paid.firstPaidAt);
    values.put("fully_paid", paid.amount.compareTo(total) >= 0);
    return Row.of(values);
  }

  private static @Nullable Object state(Row order) {
    return order.get("shipping") instanceof Row shipping
            && shipping.get("address") instanceof Row address
        ? address.get("state")
        : null;
  }

  private static BigDecimal decimal(Row row, String field) {
    return (BigDecimal) requireNonNull(row.get(field), field);
  }

  private static long integer(Row row, String field) {
    return (Long) requireNonNull(row.get(field), field);
  }
}
