package dev.kcompact.testbed.sample;

import dev.kcompact.testbed.sample.Vocabulary.City;
import java.util.SplittableRandom;

final class Addresses {
  private Addresses() {}

  static Row address(Draft draft) {
    SplittableRandom random = draft.random();
    City city = Vocabulary.city(random);
    return new Row()
        .set("street", draft.unlessOne(30, Vocabulary.street(random)))
        .set("number", draft.chance(9) ? "s/nº" : String.valueOf(1 + random.nextInt(9000)))
        .set("district", draft.unlessOne(6, "Jardim " + Vocabulary.person(random)))
        .set("city", city.name())
        .set("state", city.state())
        .set(
            "postal_code",
            draft.unlessOne(
                8, digits(random.nextInt(100_000), 5) + '-' + digits(random.nextInt(1000), 3)));
  }

  /** An address with a complement and coordinates. */
  static Row located(Draft draft) {
    Row address = address(draft);
    SplittableRandom random = draft.random();
    address.set("complement", draft.unlessOne(2, "apto " + (1 + random.nextInt(200)) + " bl. B"));
    City city = Vocabulary.city(random);
    Row location =
        new Row()
            .set("latitude", city.latitude() + random.nextInt(1000) / 1e5)
            .set("longitude", draft.unlessOne(50, city.longitude() - random.nextInt(1000) / 1e5));
    return address.set("location", draft.unlessOne(5, location));
  }

  static String digits(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
