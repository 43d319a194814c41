package dev.kcompact.testbed.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Parcels of orders with their transport events. */
record ShipmentRows(SampleSpec spec, long orders) implements RowMaker {
  private static final List<String> CARRIER =
      List.of("CORREIOS", "JADLOG", "TOTAL_EXPRESS", "LOGGI", "FROTA_PROPRIA");
  private static final List<String> CODE =
      List.of("POSTED", "IN_TRANSIT", "AT_UNIT", "OUT_FOR_DELIVERY", "DELIVERED", "RETURNED");

  @Override
  public Row row(Draft draft) {
    SplittableRandom random = draft.random();
    boolean delivered = draft.chance(3);
    long pair = draft.identity() / 2;
    return new Row()
        .set("order_id", OrderRows.orderId(spec.date(), pair % orders))
        .set("package_number", 1 + draft.identity() % 2 + 2 * (pair / orders))
        .set("sequence", draft.updatedAt().getEpochSecond() / 60 % 1440)
        .set("carrier", Vocabulary.pick(CARRIER, random))
        .set(
            "tracking_code",
            draft.unlessOne(5, "AA" + Addresses.digits(random.nextInt(1_000_000_000), 9) + "BR"))
        .set("weight_kg", weight(draft))
        .set("volume_m3", draft.unlessOne(3, draft.decimals(2, 4)))
        .set("insured_amount", draft.unlessOne(4, draft.money(800_000)))
        .set("delivered", delivered)
        .set("delivered_at", delivered ? draft.earlier(1) : null)
        .set("promised_date", draft.unlessOne(5, draft.dateAround(spec.date(), 15)))
        .set("origin", draft.unlessOne(7, "CD-" + Addresses.digits(random.nextInt(20), 2)))
        .set("events", draft.unlessOne(20, events(draft)))
        .set("dimensions_cm", draft.unlessOne(3, dimensions(draft)))
        .set("updated_at", draft.updatedAt());
  }

  private static @Nullable Double weight(Draft draft) {
    if (draft.chance(800)) {
      return Double.MIN_VALUE;
    }
    return draft.unlessOne(6, draft.chance(10) ? 2.0 : 0.001 + draft.decimals(30, 3));
  }

  private static List<@Nullable Object> dimensions(Draft draft) {
    List<@Nullable Object> sizes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sizes.add(draft.unlessOne(25, draft.decimals(120, 1)));
    }
    return sizes;
  }

  private static List<Row> events(Draft draft) {
    SplittableRandom random = draft.random();
    List<Row> events = new ArrayList<>();
    int count = draft.chance(40) ? 0 : 1 + random.nextInt(4);
    Instant at = draft.earlier(4);
    for (int i = 0; i < count; i++) {
      at = at.plus(random.nextLong(20_000_000_000L), ChronoUnit.MICROS);
      events.add(
          new Row()
              .set("at", at)
              .set("code", Vocabulary.pick(CODE, random))
              .set("place", draft.unlessOne(4, Vocabulary.city(random).name()))
              .set("detail", detail(draft, i))
              .set("temperature_c", draft.chance(4) ? draft.decimals(60, 1) - 20 : null));
    }
    return events;
  }

  private static @Nullable String detail(Draft draft, int event) {
    if (draft.filler() > 0 && event == 0) {
      return Vocabulary.filler(draft.filler(), draft.random());
    }
    return draft.chance(3) ? Vocabulary.phrase(draft.random()) : null;
  }

  @Override
  public int usualBytes() {
    return 620;
  }

  @Override
  public List<Flaw> flaws() {
    return List.of(
        new Flaw("weight_positive", row -> row.set("weight_kg", -0.5)),
        new Flaw("delivered_has_date", row -> row.set("delivered", true).set("delivered_at", null)),
        new Flaw("/carrier", row -> row.set("carrier", "FEDEX")),
        new Flaw("/package_number", row -> row.set("package_number", 100L)),
        new Flaw("/tracking_code", row -> row.set("tracking_code", "AA1BR")),
        new Flaw("/insured_amount", row -> row.set("insured_amount", new BigDecimal("-0.01"))),
        new Flaw("/weight_kg", row -> row.set("weight_kg", 2000.5)),
        new Flaw(
            "/events/0/code",
            row ->
                row.set(
                    "events",
                    List.of(new Row().set("at", row.get("updated_at")).set("code", "LOST")))));
  }

  @Override
  public BreakPoints breakPoints() {
    return new BreakPoints(
        List.of("order_id", "package_number", "sequence", "delivered", "updated_at", "events/0/at"),
        List.of("sequence", "package_number"),
        List.of("insured_amount"),
        List.of("updated_at", "events/0/at", "promised_date"),
        List.of("delivered", "events"),
        "origin");
  }
}
