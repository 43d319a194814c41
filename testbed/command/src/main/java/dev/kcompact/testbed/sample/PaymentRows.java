package dev.kcompact.testbed.sample;

import dev.kcompact.testbed.sample.Row.FreeJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Payments of a gateway, most of them for orders of the same day.
 *
 * @param orders number of the day's order records
 */
record PaymentRows(SampleSpec spec, long orders) implements RowMaker {
  private static final long IDS = 102;
  private static final long ORDERS = 103;
  private static final List<String> METHOD =
      List.of("PIX", "PIX", "CREDIT_CARD", "CREDIT_CARD", "DEBIT_CARD", "BOLETO", "GIFT_CARD");
  private static final List<String> STATUS =
      List.of("APPROVED", "APPROVED", "APPROVED", "PENDING", "DECLINED", "REFUNDED", "CHARGEBACK");
  private static final List<String> BRAND =
      List.of("VISA", "MASTERCARD", "ELO", "AMEX", "HIPERCARD");

  @Override
  public Row row(Draft draft) {
    SplittableRandom random = draft.random();
    long order = Seeds.below(orders + orders / 10 + 1, spec.seed(), ORDERS, draft.identity());
    String method = Vocabulary.pick(METHOD, random);
    boolean credit = method.equals("CREDIT_CARD");
    boolean card = credit || method.equals("DEBIT_CARD");
    String status = Vocabulary.pick(STATUS, random);
    return new Row()
        .set("payment_id", paymentId(draft.identity()))
        .set("order_id", OrderRows.orderId(spec.date(), order))
        .set("method", method)
        .set("status", status)
        .set("amount", amount(draft, order))
        .set("fee", draft.unlessOne(3, new Row.DecimalText(fee(draft))))
        .set("installments", credit ? 1L + random.nextInt(12) : draft.chance(500) ? 2L : 1L)
        .set("card", card ? draft.unlessOne(12, card(draft)) : null)
        .set(
            "pix_end_to_end_id",
            method.equals("PIX") ? "E" + random.nextInt(Integer.MAX_VALUE) : null)
        .set("paid_at", paidAt(draft, status))
        .set("updated_at", draft.updatedAt())
        .set("gateway_response", response(draft));
  }

  private UUID paymentId(long identity) {
    return new UUID(
        Seeds.mix(spec.seed(), IDS, 2 * identity), Seeds.mix(spec.seed(), IDS, 2 * identity + 1));
  }

  private BigDecimal amount(Draft draft, long order) {
    if (draft.chance(3000)) {
      return new BigDecimal("999999999.99");
    }
    return draft.chance(3)
        ? BigDecimal.valueOf(1 + draft.random().nextInt(300_000), 2)
        : OrderRows.firstTotal(spec, order);
  }

  private static BigDecimal fee(Draft draft) {
    return draft.chance(1000)
        ? new BigDecimal("-99999999999999.999999")
        : BigDecimal.valueOf(draft.random().nextInt(50_000_000), 6);
  }

  private static @Nullable Instant paidAt(Draft draft, String status) {
    return status.equals("PENDING") || draft.chance(40) ? null : draft.earlier(1);
  }

  private Row card(Draft draft) {
    SplittableRandom random = draft.random();
    return new Row()
        .set("brand", Vocabulary.pick(BRAND, random))
        .set("last_digits", draft.unlessOne(10, Addresses.digits(random.nextInt(10_000), 4)))
        .set("holder", draft.unlessOne(4, Vocabulary.person(random)))
        .set("expires_on", draft.unlessOne(5, draft.dateAround(spec.date(), 1500)))
        .set("token", draft.unlessOne(4, draft.uuid()));
  }

  private static @Nullable FreeJson response(Draft draft) {
    if (draft.filler() > 0) {
      return new FreeJson(
          "{\"raw\":\"" + Vocabulary.filler(draft.filler(), draft.random()) + "\"}");
    }
    int code = draft.random().nextInt(100);
    return draft.unlessOne(
        3,
        new FreeJson(
            "{\"código\":\""
                + code
                + "\",\"mensagem\":\"Transação autorizada\",\"tentativas\":[1]}"));
  }

  @Override
  public int usualBytes() {
    return 520;
  }

  @Override
  public List<Flaw> flaws() {
    return List.of(
        new Flaw("amount_positive", row -> row.set("amount", new BigDecimal("-12.30"))),
        new Flaw("amount_positive", row -> row.set("amount", new BigDecimal("0.00"))),
        new Flaw(
            "card_only_when_paid_by_card",
            row -> row.set("method", "PIX").set("card", new Row().set("brand", "ELO"))),
        new Flaw("/method", row -> row.set("method", "pix").set("card", null)),
        new Flaw("/installments", row -> row.set("installments", 25L)),
        new Flaw("/order_id", row -> row.set("order_id", "12345")),
        new Flaw(
            "/card/last_digits",
            row ->
                row.set("method", "CREDIT_CARD")
                    .set("card", new Row().set("brand", "VISA").set("last_digits", "12"))));
  }

  @Override
  public BreakPoints breakPoints() {
    return new BreakPoints(
        List.of("payment_id", "order_id", "amount", "installments", "updated_at", "card/brand"),
        List.of("installments"),
        List.of("amount"),
        List.of("updated_at", "card/expires_on"),
        List.of("amount", "card"),
        "pix_end_to_end_id");
  }
}
