package dev.kcompact.testbed.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Changes of customer master data. */
final class CustomerRows implements RowMaker {
  private static final List<String> SEGMENT = List.of("BRONZE", "PRATA", "OURO", "DIAMANTE");

  @Override
  public Row row(Draft draft) {
    SplittableRandom random = draft.random();
    boolean company = draft.chance(6);
    return new Row()
        .set("customer_id", 100_000L + draft.identity())
        .set("version", draft.version())
        .set("document", Addresses.digits(random.nextLong(99_999_999_999L), company ? 14 : 11))
        .set("name", Vocabulary.person(random) + (company ? " & Filhos Ltda." : ""))
        .set("birth_date", company ? null : birthDate(draft))
        .set("email", draft.unlessOne(9, "cliente." + draft.identity() + "@exemplo.com.br"))
        .set("phones", draft.unlessOne(5, phones(draft)))
        .set("segment", draft.unlessOne(4, Vocabulary.pick(SEGMENT, random)))
        .set("credit_limit", draft.unlessOne(3, limit(draft)))
        .set("active", draft.unlessOne(8, !draft.chance(12)))
        .set("address", address(draft))
        .set("preferences", draft.unlessOne(4, preferences(draft)))
        .set("visits", draft.unlessOne(3, visits(draft)))
        .set("created_at", draft.unlessOne(20, draft.earlier(5000)))
        .set("updated_at", draft.updatedAt());
  }

  private static LocalDate birthDate(Draft draft) {
    return draft.chance(300)
        ? LocalDate.of(1904, 2, 29)
        : draft.dateAround(LocalDate.of(1935, 1, 1), 26_000);
  }

  private static List<String> phones(Draft draft) {
    List<String> phones = new ArrayList<>();
    int count = draft.random().nextInt(3);
    for (int i = 0; i < count; i++) {
      phones.add("+5511" + Addresses.digits(draft.random().nextInt(1_000_000_000), 9));
    }
    return phones;
  }

  private static BigDecimal limit(Draft draft) {
    return draft.chance(400)
        ? new BigDecimal("9999999999999999.9999")
        : BigDecimal.valueOf(draft.random().nextInt(500_000_000), 4);
  }

  private static @Nullable Row address(Draft draft) {
    Row address = Addresses.address(draft);
    return draft.filler() > 0
        ? address.set("street", Vocabulary.filler(draft.filler(), draft.random()))
        : draft.unlessOne(6, address);
  }

  private static Map<String, @Nullable Object> preferences(Draft draft) {
    Map<String, @Nullable Object> preferences = new LinkedHashMap<>();
    for (String name : List.of("e-mail", "sms", "push", "ligação")) {
      if (draft.chance(2)) {
        preferences.put(name, draft.unlessOne(20, draft.chance(2)));
      }
    }
    return preferences;
  }

  private static Map<String, @Nullable Object> visits(Draft draft) {
    Map<String, @Nullable Object> visits = new LinkedHashMap<>();
    int count = draft.random().nextInt(3);
    for (int i = 0; i < count; i++) {
      visits.put("Filial " + (1 + draft.random().nextInt(300)), (long) draft.random().nextInt(50));
    }
    return visits;
  }

  @Override
  public int usualBytes() {
    return 560;
  }

  @Override
  public List<Flaw> flaws() {
    return List.of(
        new Flaw("birth_date_plausible", row -> row.set("birth_date", LocalDate.of(1899, 12, 31))),
        new Flaw("/customer_id", row -> row.set("customer_id", 0L)),
        new Flaw("/document", row -> row.set("document", "123.456.789-09")),
        new Flaw("/name", row -> row.set("name", "")),
        new Flaw("/email", row -> row.set("email", "sem arroba")),
        new Flaw("/segment", row -> row.set("segment", "PLATINA")),
        new Flaw(
            "/address/postal_code",
            row ->
                row.set(
                    "address",
                    new Row()
                        .set("city", "Olinda")
                        .set("state", "PE")
                        .set("postal_code", "53020000"))));
  }

  @Override
  public BreakPoints breakPoints() {
    return new BreakPoints(
        List.of("customer_id", "version", "document", "name", "updated_at", "address/state"),
        List.of("customer_id", "version"),
        List.of("credit_limit"),
        List.of("updated_at", "birth_date"),
        List.of("document", "address", "phones"),
        "name");
  }
}
