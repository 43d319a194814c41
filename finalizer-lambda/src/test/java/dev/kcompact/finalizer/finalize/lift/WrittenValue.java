package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.json.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A random value as a writer of its encoding writes it, made with the JDK's own classes.
 *
 * @param value what the column must have
 * @param json what the record has
 */
record WrittenValue(Object value, String json) {
  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

  /**
   * A form of values.
   *
   * @param schema JSON Schema of the column
   * @param bad values that no writer of the form writes, as JSON
   */
  record Form(String schema, Function<Random, WrittenValue> writer, String... bad) {
    /** Returns a value that does not fit. */
    String bad(Random random) {
      return bad[random.nextInt(bad.length)];
    }
  }

  /** Returns forms by the name of a column. */
  static Map<String, Form> forms() {
    Map<String, Form> forms = new LinkedHashMap<>();
    forms.put(
        "whole",
        new Form(
            "{\"type\":\"integer\"}",
            r -> plain(number(r)),
            "1.0",
            "\"1\"",
            "9223372036854775808"));
    forms.put(
        "whole_text",
        new Form(encoded("integer", "", "text"), r -> text(number(r)), "1", "\"1.0\"", "\" 1\""));
    forms.put(
        "whole_mongo",
        new Form(
            encoded("integer", "", "mongo"),
            r -> wrapped("$numberLong", number(r)),
            "{\"$numberLong\":1}",
            "{\"$date\":1}"));
    forms.put(
        "real", new Form("{\"type\":\"number\"}", r -> plain(real(r)), "\"1.5\"", "1e999", "true"));
    forms.put(
        "flag", new Form("{\"type\":\"boolean\"}", r -> plain(r.nextBoolean()), "0", "\"true\""));
    forms.put(
        "flag_int", new Form(encoded("boolean", "", "int"), WrittenValue::bit, "2", "true", "1.0"));
    forms.put(
        "words", new Form("{\"type\":\"string\"}", r -> text(words(r)), "1", "{}", "[\"a\"]"));
    forms.put(
        "id",
        new Form(
            "{\"type\":\"string\",\"format\":\"uuid\"}",
            r -> text(new UUID(r.nextLong(), r.nextLong())),
            "\"x\"",
            "7"));
    forms.put(
        "bytes",
        new Form(
            "{\"type\":\"string\",\"contentEncoding\":\"base64\"}",
            r -> text(base64(bytes(r))),
            "\"AB==\"",
            "\"AAA\"",
            "1"));
    forms.put("day", new Form(format("date"), r -> text(day(r)), "\"2026-02-30\"", "20260101"));
    forms.put(
        "day_epoch",
        new Form(
            encoded("integer", "date", "epoch-days"),
            WrittenValue::epochDay,
            "2932897",
            "\"1\"",
            "1.5"));
    forms.put(
        "moment",
        new Form(
            format("date-time"),
            WrittenValue::rfc3339,
            "\"2026-11-22T10:00:00.1234567Z\"",
            "\"2026-11-22T10:00:00\"",
            "1"));
    forms.put(
        "moment_s",
        new Form(
            encoded("integer", "date-time", "epoch-seconds"),
            r -> epoch(r, 1_000_000),
            "253402300800",
            "\"1\""));
    forms.put(
        "moment_ms",
        new Form(
            encoded("integer", "date-time", "epoch-millis"),
            r -> epoch(r, 1000),
            "253402300800000",
            "1.0"));
    forms.put(
        "moment_us",
        new Form(
            encoded("integer", "date-time", "epoch-micros"),
            r -> epoch(r, 1),
            "9223372036854775807",
            "true"));
    forms.put(
        "moment_ns",
        new Form(
            encoded("integer", "date-time", "epoch-nanos"),
            WrittenValue::epochNanos,
            "1795413600000000001",
            "{}"));
    forms.put(
        "moment_mongo",
        new Form(
            encoded("string", "date-time", "mongo"),
            WrittenValue::mongoDate,
            "1795413600000",
            "{\"$date\":null}"));
    forms.put(
        "moment_local",
        new Form(
            "{\"type\":\"string\",\"format\":\"date-time\",\"x-encoding\":\"local\",\"x-zone\":\""
                + ZONE
                + "\"}",
            WrittenValue::local,
            "\"2018-11-04T00:30:00\"",
            "\"2026-11-22T10:00:00Z\""));
    forms.put(
        "time_ms",
        new Form(
            encoded("integer", "time", "millis-of-day"),
            r -> time(r, 1_000_000),
            "86400000",
            "-1"));
    forms.put(
        "time_ns",
        new Form(
            encoded("integer", "time", "nanos-of-day"), r -> time(r, 1), "1", "86400000000000"));
    forms.put(
        "money",
        new Form(
            decimal("[\"number\",\"string\"]", 38, 10, ""),
            r -> money(r, r.nextBoolean()),
            "1e-11",
            "\"1e28\"",
            "\"\""));
    forms.put(
        "money_b64",
        new Form(
            decimal("\"string\"", 38, 10, ",\"x-encoding\":\"connect\""),
            WrittenValue::connect,
            "\"AB==\"",
            "1",
            "\"" + base64(LIMIT.toByteArray()) + "\""));
    forms.put(
        "money_struct",
        new Form(
            decimal("\"object\"", 38, 10, ",\"x-encoding\":\"connect-struct\""),
            WrittenValue::connectStruct,
            "{\"scale\":11,\"value\":\"AQ==\"}",
            "{\"scale\":2}"));
    return forms;
  }

  private static String format(String name) {
    return "{\"type\":\"string\",\"format\":\"" + name + "\"}";
  }

  private static String encoded(String type, String format, String encoding) {
    String named = format.isEmpty() ? "" : ",\"format\":\"" + format + "\"";
    return "{\"type\":\"%s\"%s,\"x-encoding\":\"%s\"}".formatted(type, named, encoding);
  }

  private static String decimal(String type, int precision, int scale, String more) {
    return "{\"type\":%s,\"format\":\"decimal\",\"x-precision\":%d,\"x-scale\":%d%s}"
        .formatted(type, precision, scale, more);
  }

  private static WrittenValue plain(Object value) {
    return new WrittenValue(value, value.toString());
  }

  private static WrittenValue text(Object value) {
    StringBuilder json = new StringBuilder();
    JsonText.appendQuoted(json, value.toString());
    return new WrittenValue(value, json.toString());
  }

  private static WrittenValue wrapped(String name, Object value) {
    return new WrittenValue(value, "{\"%s\": \"%s\"}".formatted(name, value));
  }

  private static long number(Random random) {
    return random.nextLong() >> random.nextInt(64);
  }

  private static double real(Random random) {
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(any) ? any : random.nextGaussian();
  }

  private static WrittenValue bit(Random random) {
    boolean value = random.nextBoolean();
    return new WrittenValue(value, value ? "1" : "0");
  }

  private static String words(Random random) {
    return random
        .ints(random.nextInt(20), 0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .map(c -> random.nextBoolean() ? c : c % 128)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static LocalDate day(Random random) {
    long first = LocalDate.of(1, 1, 1).toEpochDay();
    long last = LocalDate.of(9999, 12, 31).toEpochDay();
    return LocalDate.ofEpochDay(first + (long) (random.nextDouble() * (last - first + 1)));
  }

  private static WrittenValue epochDay(Random random) {
    LocalDate day = day(random);
    return new WrittenValue(day, Long.toString(day.toEpochDay()));
  }

  private static Instant moment(Random random) {
    long nanos = (long) (random.nextDouble() * LocalTime.MAX.toNanoOfDay());
    return day(random)
        .atTime(LocalTime.ofNanoOfDay(nanos))
        .toInstant(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.MICROS);
  }

  private static WrittenValue rfc3339(Random random) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(145) - 72) * 900);
    OffsetDateTime there = LocalDateTime.ofInstant(moment(random), ZoneOffset.UTC).atOffset(offset);
    String text =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT).format(there);
    return new WrittenValue(there.toInstant(), "\"" + text + "\"");
  }

  private static long micros(Instant moment) {
    return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
  }

  private static WrittenValue epoch(Random random, long microsOfUnit) {
    long units = Math.floorDiv(micros(moment(random)), microsOfUnit);
    Instant moment = Instant.EPOCH.plus(units * microsOfUnit, ChronoUnit.MICROS);
    return new WrittenValue(moment, Long.toString(units));
  }

  private static WrittenValue epochNanos(Random random) {
    long micros = random.nextLong() / 1000;
    return new WrittenValue(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), micros * 1000 + "");
  }

  private static WrittenValue mongoDate(Random random) {
    WrittenValue millis = epoch(random, 1000);
    String json =
        random.nextBoolean()
            ? "{\"$date\":{\"$numberLong\":\"" + millis.json() + "\"}}"
            : "{ \"$date\" : " + millis.json() + " }";
    return new WrittenValue(millis.value(), json);
  }

  /** Between the years in which the zone changed its clocks; not in a gap, which does not exist. */
  private static WrittenValue local(Random random) {
    LocalDateTime local =
        LocalDate.of(2010, 1, 1)
            .plusDays(random.nextInt(5000))
            .atStartOfDay()
            .plusSeconds(random.nextInt(86_400));
    if (ZONE.getRules().getValidOffsets(local).isEmpty()) {
      local = local.plusHours(1);
    }
    return new WrittenValue(
        local.atZone(ZONE).withEarlierOffsetAtOverlap().toInstant(),
        "\""
            + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).format(local)
            + "\"");
  }

  private static WrittenValue time(Random random, long nanosOfUnit) {
    long step = Math.max(nanosOfUnit, 1000);
    long nanos = (long) (random.nextDouble() * LocalTime.MAX.toNanoOfDay()) / step * step;
    LocalTime time = LocalTime.ofNanoOfDay(nanos);
    String text = DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    return new WrittenValue(
        text.length() == 5 ? text + ":00" : padded(text), Long.toString(nanos / nanosOfUnit));
  }

  /** The column has three or six digits of a fraction. */
  private static String padded(String time) {
    int digits = time.indexOf('.') < 0 ? 0 : time.length() - time.indexOf('.') - 1;
    return time + "0".repeat(digits == 0 ? 0 : digits <= 3 ? 3 - digits : 6 - digits);
  }

  private static BigDecimal amount(Random random) {
    BigInteger digits = new BigInteger(1 + random.nextInt(125), random);
    return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), 10);
  }

  private static WrittenValue money(Random random, boolean isText) {
    BigDecimal amount = amount(random);
    String number =
        random.nextBoolean() ? amount.toPlainString() : amount.stripTrailingZeros().toString();
    return new WrittenValue(amount, isText ? "\"" + number + "\"" : number);
  }

  private static WrittenValue connect(Random random) {
    BigDecimal amount = amount(random);
    return new WrittenValue(amount, "\"" + base64(amount.unscaledValue().toByteArray()) + "\"");
  }

  private static WrittenValue connectStruct(Random random) {
    BigDecimal amount = amount(random);
    BigDecimal own = random.nextBoolean() ? amount : amount.stripTrailingZeros();
    return new WrittenValue(
        amount,
        "{\"scale\":%d,\"value\":\"%s\"}"
            .formatted(own.scale(), base64(own.unscaledValue().toByteArray())));
  }

  /** Returns a value, or null where the record has JSON null. */
  static @Nullable Object valueOf(@Nullable WrittenValue written) {
    return written == null ? null : written.value();
  }
}
