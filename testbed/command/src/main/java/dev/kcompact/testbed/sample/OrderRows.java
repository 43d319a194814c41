package dev.kcompact.testbed.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Orders of a retailer with four channels. */
record OrderRows(SampleSpec spec) implements RowMaker {
  private static final long TOTALS = 101;
  private static final int FAIL_EVERY = 97;
  private static final List<String> STATUS =
      List.of("CREATED", "PAID", "PICKING", "SHIPPED", "DELIVERED", "CANCELLED");
  private static final List<String> CHANNEL = List.of("APP", "WEB", "LOJA", "MARKETPLACE");
  private static final List<String> METHOD = List.of("NORMAL", "EXPRESSA", "RETIRADA", "AGENDADA");

  /** The order number of an identity, unique within a day. */
  static String orderId(LocalDate date, long identity) {
    return "PED-" + Addresses.digits(date.toEpochDay() % 1000 * 1_000_000_000L + identity, 12);
  }

  /** The total of an order's first sending, so that payments can match it. */
  static BigDecimal firstTotal(SampleSpec spec, long identity) {
    return BigDecimal.valueOf(990 + Seeds.below(400_000, spec.seed(), TOTALS, identity), 2);
  }

  @Override
  public Row row(Draft draft) {
    SplittableRandom random = draft.random();
    Row row =
        new Row()
            .set("order_id", orderId(spec.date(), draft.identity()))
            .set("customer_id", 100_000L + random.nextInt(2_000_000))
            .set("status", Vocabulary.pick(STATUS, random))
            .set("channel", Vocabulary.pick(CHANNEL, random))
            .set("currency", currency(draft))
            .set("total_amount", total(draft))
            .set("freight_amount", draft.unlessOne(4, draft.money(9_000)))
            .set("discount", draft.chance(3) ? draft.money(5_000) : null)
            .set("loyalty_points", points(draft))
            .set("fraud_score", score(draft))
            .set("gift", draft.unlessOne(5, draft.chance(10)))
            .set("coupon", draft.chance(8) ? "VOLTEI" + random.nextInt(100) : null)
            .set("promised_date", draft.unlessOne(6, draft.dateAround(spec.date(), 20)))
            .set("note", note(draft))
            .set("shipping", draft.unlessOne(7, shipping(draft)))
            .set("items", items(draft))
            .set("tags", draft.unlessOne(3, tags(draft)))
            .set("attributes", draft.unlessOne(3, attributes(draft)));
    return row.set("created_at", draft.earlier(3)).set("updated_at", draft.updatedAt());
  }

  private @Nullable String currency(Draft draft) {
    if (spec.breakFailRule() && draft.number() % FAIL_EVERY == 0) {
      return "USD";
    }
    return draft.unlessOne(10, "BRL");
  }

  private BigDecimal total(Draft draft) {
    if (draft.chance(4000)) {
      return new BigDecimal("999999999999.99");
    }
    if (draft.chance(2000)) {
      return new BigDecimal("0.00");
    }
    return draft.version() == 0
        ? firstTotal(spec, draft.identity())
        : BigDecimal.valueOf(990 + draft.random().nextInt(400_000), 2);
  }

  private static @Nullable Long points(Draft draft) {
    if (draft.chance(500)) {
      return draft.chance(2) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return draft.unlessOne(3, (long) draft.random().nextInt(-500, 2000));
  }

  private static @Nullable Double score(Draft draft) {
    if (draft.chance(500)) {
      return Vocabulary.pick(
          List.of(Double.MAX_VALUE, Double.MIN_VALUE, -0.0, 1e23, 123456789.0, -1.5e-7),
          draft.random());
    }
    return draft.unlessOne(4, draft.random().nextDouble());
  }

  private static @Nullable String note(Draft draft) {
    if (draft.filler() > 0) {
      return Vocabulary.filler(draft.filler(), draft.random());
    }
    return draft.chance(3) ? Vocabulary.phrase(draft.random()) : null;
  }

  private static Row shipping(Draft draft) {
    return new Row()
        .set("method", Vocabulary.pick(METHOD, draft.random()))
        .set("receiver", draft.unlessOne(3, Vocabulary.person(draft.random())))
        .set("address", draft.unlessOne(20, Addresses.located(draft)));
  }

  private static List<Row> items(Draft draft) {
    SplittableRandom random = draft.random();
    int count = draft.chance(3) ? 2 + random.nextInt(3) : 1;
    List<Row> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(
          new Row()
              .set("sku", "SKU-" + Addresses.digits(random.nextInt(50_000), 6))
              .set("description", draft.unlessOne(6, Vocabulary.product(random)))
              .set("quantity", draft.chance(900) ? 9999L : 1L + random.nextInt(5))
              .set("unit_price", draft.money(90_000))
              .set("seller", draft.chance(4) ? Vocabulary.person(random) + " ME" : null)
              .set("gift_wrap", draft.chance(3) ? draft.chance(2) : null));
    }
    return items;
  }

  private static Map<String, @Nullable Object> tags(Draft draft) {
    Map<String, @Nullable Object> tags = new LinkedHashMap<>();
    int count = draft.random().nextInt(4);
    for (int i = 0; i < count; i++) {
      tags.put(
          Vocabulary.pick(
              List.of("campanha", "região", "origem", "black friday", "ação/canal", "utm_source"),
              draft.random()),
          draft.unlessOne(15, Vocabulary.phrase(draft.random())));
    }
    return tags;
  }

  private static Row.FreeJson attributes(Draft draft) {
    int number = draft.random().nextInt(1000);
    return new Row.FreeJson(
        switch (draft.random().nextInt(5)) {
          case 0 ->
              "{\"app\":{\"versão\":\"9.1." + number + "\",\"os\":\"android\"},\"ab\":[1,2,null]}";
          case 1 -> "[" + number + ",\"dois\",true,{\"três\":3.5}]";
          case 2 -> "\"texto livre nº " + number + "\"";
          case 3 -> String.valueOf(number);
          default -> "{\"loja\":\"Filial " + number + "\",\"vendedor\":null,\"vazio\":{}}";
        });
  }

  @Override
  public int usualBytes() {
    return 950;
  }

  @Override
  public List<Flaw> flaws() {
    return List.of(
        new Flaw("total_not_negative", row -> row.set("total_amount", new BigDecimal("-0.01"))),
        new Flaw(
            "updated_after_created",
            row ->
                row.set(
                    "created_at",
                    spec.date().plusDays(40).atStartOfDay(SampleSpec.ZONE).toInstant())),
        new Flaw("has_items", row -> row.set("items", List.of())),
        new Flaw("/status", row -> row.set("status", "Entregue")),
        new Flaw("/coupon", row -> row.set("coupon", "ÁÉÍÓÚ".repeat(5))),
        new Flaw("/freight_amount", row -> row.set("freight_amount", new BigDecimal("-15.00"))),
        new Flaw("/order_id", row -> row.set("order_id", "ped-000000000001")),
        new Flaw("/items/0/quantity", row -> row.replace("items/0/quantity", 0L)),
        new Flaw(
            "/shipping/address/state",
            row ->
                row.set(
                    "shipping",
                    new Row()
                        .set("method", "NORMAL")
                        .set("address", new Row().set("city", "Natal").set("state", "rn")))));
  }

  @Override
  public BreakPoints breakPoints() {
    return new BreakPoints(
        List.of(
            "order_id",
            "customer_id",
            "status",
            "total_amount",
            "items",
            "updated_at",
            "items/0/sku",
            "shipping/address/city"),
        List.of("customer_id", "items/0/quantity"),
        List.of("total_amount", "items/0/unit_price"),
        List.of("updated_at", "created_at"),
        List.of("items", "items/0"),
        "note");
  }
}
