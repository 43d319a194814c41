package dev.kcompact.contract.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.fuzz.Fuzz;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;

/** Names of any characters, compared with a reader that works by hand from the name's end. */
class ObjectNamingFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "+",
          "-",
          ".",
          "0",
          "7",
          "12",
          "0000000042",
          "99999999999999999999",
          "a",
          "orders",
          "json",
          "gz",
          " ",
          "%2F",
          "..",
          "'",
          "\"",
          "\\",
          "\n",
          "\u0000",
          "é",
          "日本",
          "😀",
          "\u0662",
          "<",
          "&",
          "*",
          "?",
          "#");

  @Fuzz
  void readsSinksNamesAndNoOthers(@ForAll long seed) {
    Random random = new Random(seed);
    String name = name(random);
    assertThat(ObjectNaming.CONFLUENT.parse(name)).as(name).isEqualTo(byHand(name, '+', true));
    assertThat(ObjectNaming.AIVEN.parse(name)).as(name).isEqualTo(byHand(name, '-', false));
  }

  /** S3's longest name, of the pieces that the pattern would have to try again and again. */
  @Fuzz
  void readsTheLongestNameInNoTime(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder name = new StringBuilder();
    while (name.length() < 1024) {
      name.append(random.nextInt(8) == 0 ? "a" : "+1").append(random.nextBoolean() ? "." : "");
    }
    name.setLength(1024);
    ObjectNaming.CONFLUENT
        .parse(name.toString())
        .ifPresent(found -> assertThat(name.toString()).startsWith(found.stem()));
    assertThat(ObjectNaming.AIVEN.parse(name.toString())).isEmpty();
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    if (random.nextInt(3) > 0) {
      char mark = random.nextBoolean() ? '+' : '-';
      name.append("t").append(mark).append(random.nextInt(3)).append(mark);
      name.append(String.format("%010d", random.nextInt(100))).append(".json");
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(name.length() + 1);
      name.insert(at, PIECES.get(random.nextInt(PIECES.size())));
    }
    return name.toString();
  }

  /** {@code topic mark partition mark offset .extension}; the topic may hold marks itself. */
  private static Optional<ObjectName> byHand(String name, char mark, boolean needsExtension) {
    for (int second = name.lastIndexOf(mark);
        second > 0;
        second = name.lastIndexOf(mark, second - 1)) {
      int first = name.lastIndexOf(mark, second - 1);
      int dot = second + 1;
      while (dot < name.length() && isDigit(name.charAt(dot))) {
        dot++;
      }
      boolean extended = dot < name.length() && name.substring(dot).matches("\\.[A-Za-z0-9.]+");
      String partition = first < 0 ? "" : name.substring(first + 1, second);
      String topic = first < 0 ? "" : name.substring(0, first);
      if (dot > second + 1
          && (extended || (dot == name.length() && !needsExtension))
          && !partition.isEmpty()
          && partition.chars().allMatch(c -> isDigit((char) c))
          && !topic.isEmpty()
          && topic.chars().noneMatch(c -> c == '\n')) {
        try {
          return Optional.of(
              new ObjectName(
                  topic,
                  Integer.parseInt(partition),
                  Long.parseLong(name.substring(second + 1, dot)),
                  name.substring(0, second + 1)));
        } catch (NumberFormatException tooLarge) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
