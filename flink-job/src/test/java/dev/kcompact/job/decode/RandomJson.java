package dev.kcompact.job.decode;

import java.util.List;
import java.util.Random;

/** Sound JSON texts of any shape, with blanks and escapes wherever they may be. */
public final class RandomJson {
  private static final List<String> BLANKS = List.of("", "", "", " ", "\n", "\t \r\n");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-17",
          "9223372036854775807",
          "-9223372036854775808",
          "1e5",
          "0.1",
          "-2.50",
          "1E+10",
          "1.7976931348623157e308",
          "123456789012345678901234567890",
          "0.000001",
          "12.34");
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "ação",
          "€",
          "🛒",
          "\\n",
          "\\u00e7",
          "\\ud83d\\uded2",
          "\\\"",
          "\\\\",
          "\\/",
          "/",
          "~",
          " ",
          "{",
          "}",
          "[",
          ",",
          ":",
          "\u007f",
          "abcdefghijklmnopqrstuvwxyz");

  private final Random random;

  public RandomJson(Random random) {
    this.random = random;
  }

  public String value(int depth) {
    int kinds = depth > 0 ? 7 : 5;
    return blank()
        + switch (random.nextInt(kinds)) {
          case 0 -> "true";
          case 1 -> "false";
          case 2 -> "null";
          case 3 -> number();
          case 4 -> string();
          case 5 -> array(depth);
          default -> object(depth);
        }
        + blank();
  }

  public String number() {
    return pick(NUMBERS);
  }

  public String string() {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(pick(TEXTS));
    }
    return text.append('"').toString();
  }

  public String array(int depth) {
    StringBuilder text = new StringBuilder("[").append(blank());
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(value(depth - 1)).append(i > 1 ? "," : "");
    }
    return text.append(']').toString();
  }

  /** Without duplicate names. */
  public String object(int depth) {
    StringBuilder text = new StringBuilder("{").append(blank());
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(blank()).append('"').append(i).append(string().substring(1)).append(blank());
      text.append(':').append(value(depth - 1)).append(i > 1 ? "," : "");
    }
    return text.append('}').toString();
  }

  public String blank() {
    return pick(BLANKS);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
