package dev.kcompact.testbed.sample;

import dev.kcompact.testbed.sample.JsonText.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Turns a good record into a broken one. Thread-safe. */
record Breaker(RowMaker.BreakPoints points) {
  /** A placeholder for one byte that is not UTF-8; never written. */
  private static final char HOLE = '\uE000';

  private static final byte C_CEDILLA_LATIN1 = (byte) 0xE7;
  private static final RawJson ARRAY = new RawJson("[true]");
  private static final List<String> GARBAGE =
      List.of(
          "<html><body>502 Bad Gateway</body></html>",
          "{order_id: 1}",
          "{'order_id': 'PED-000000000001'}",
          "{\"order_id\":\"PED-000000000001\",}",
          "{\"customer_id\":NaN}",
          "{\"customer_id\":017}",
          "pedido;cliente;valor");
  private static final List<String> SCALARS =
      List.of("\"cancelado\"", "42", "true", "null", "-1.5");
  private static final List<String> BAD_DATES =
      List.of(
          "\"2026-02-30T10:00:00Z\"",
          "\"22/11/2026 10:00\"",
          "\"2026-11-22T25:00:00Z\"",
          "\"ontem\"",
          "\"\"",
          "1795348800000");

  /** The bytes of a record that is broken in the given way; changes {@code row}. */
  byte[] broken(Fate.BrokenKind kind, Row row, JsonText.JsonStyle style, SplittableRandom random) {
    switch (kind) {
      case WRONG_TYPE -> replace(row, points.structured(), ARRAY, random);
      case MISSING_FIELD -> remove(row, random);
      case TOO_LARGE_NUMBER -> enlarge(row, random);
      case BAD_DATE ->
          replace(row, points.dates(), new RawJson(Vocabulary.pick(BAD_DATES, random)), random);
      case LATIN1 -> row.set(points.text(), "a" + HOLE + "o");
      case TWICE_NAMED -> row.set(points.text(), "uma vez");
      case TRUNCATED, GARBAGE, SCALAR -> {}
    }
    StringBuilder text = new StringBuilder(1024);
    new JsonText(text, kind == Fate.BrokenKind.LATIN1 ? style.unescaped() : style, random)
        .write(row);
    return switch (kind) {
      case GARBAGE -> utf8(Vocabulary.pick(GARBAGE, random));
      case SCALAR -> utf8(Vocabulary.pick(SCALARS, random));
      case TRUNCATED -> utf8(cut(text, random));
      case LATIN1 -> withHole(text);
      case TWICE_NAMED -> {
        text.setLength(text.length() - 1);
        yield utf8(text.append(",\"").append(points.text()).append("\":\"de novo\"}").toString());
      }
      case WRONG_TYPE, MISSING_FIELD, TOO_LARGE_NUMBER, BAD_DATE -> utf8(text.toString());
    };
  }

  private void remove(Row row, SplittableRandom random) {
    if (!row.remove(Vocabulary.pick(points.required(), random))) {
      row.remove(points.required().get(0));
    }
  }

  private void enlarge(Row row, SplittableRandom random) {
    if (random.nextInt(2) == 0) {
      String number = random.nextInt(2) == 0 ? "9223372036854775808" : "-9223372036854775809";
      replace(row, points.integers(), new RawJson(number), random);
    } else {
      replace(row, points.decimals(), new RawJson("9".repeat(25) + ".00"), random);
    }
  }

  private static void replace(Row row, List<String> paths, RawJson value, SplittableRandom random) {
    if (!row.replace(Vocabulary.pick(paths, random), value)) {
      row.replace(paths.get(0), value);
    }
  }

  /**
   * A proper prefix that ends neither within a character nor with white space, because white space
   * around a record is not preserved.
   */
  private static String cut(StringBuilder text, SplittableRandom random) {
    int end = 1 + random.nextInt(text.length() - 2);
    boolean pair = Character.isLowSurrogate(text.charAt(end));
    return text.substring(0, pair ? end + 1 : end).stripTrailing();
  }

  private static byte[] withHole(StringBuilder text) {
    int hole = text.indexOf(String.valueOf(HOLE));
    byte[] before = utf8(text.substring(0, hole));
    byte[] after = utf8(text.substring(hole + 1));
    byte[] all = new byte[before.length + 1 + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    all[before.length] = C_CEDILLA_LATIN1;
    System.arraycopy(after, 0, all, before.length + 1, after.length);
    return all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
