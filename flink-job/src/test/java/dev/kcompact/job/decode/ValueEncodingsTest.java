package dev.kcompact.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random values of each encoding, compared with the JDK's classes. */
class ValueEncodingsTest {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END =
      LocalDateTime.of(10_000, 1, 1, 0, 0).toInstant(java.time.ZoneOffset.UTC);

  private static final Map<String, BaseTable> TABLES = new HashMap<>();

  /** The value of a column, or its reason code. */
  private static @Nullable Object decoded(String type, String json) {
    DecodedRow row =
        DecodedRow.rows(TABLES.computeIfAbsent(type, Schemas::column), "{\"v\":" + json + "}")
            .get(0);
    return row.reason() == null ? row.value("v") : row.reason();
  }

  private static String format(String format, String encoding) {
    return "{\"format\":\"%s\",\"x-encoding\":\"%s\"}".formatted(format, encoding);
  }

  private static long anyNumber(Random random) {
    return random.nextLong() >> random.nextInt(64);
  }

  private static Object orOutOfRange(Instant moment) {
    return moment.isBefore(FIRST) || !moment.isBefore(END) ? "out_of_range:/v" : moment;
  }

  @Property(tries = 500)
  void epochs(@ForAll long seed) {
    Random random = new Random(seed);
    long number = random.nextInt(8) == 0 ? edge(random) : anyNumber(random);
    String json = Long.toString(number);
    boolean seconds = Math.abs((double) number) < 1e15;

    assertThat(decoded(format("date-time", "epoch-seconds"), json))
        .isEqualTo(seconds ? orOutOfRange(Instant.ofEpochSecond(number)) : "out_of_range:/v");
    assertThat(decoded(format("date-time", "epoch-millis"), json))
        .isEqualTo(orOutOfRange(Instant.ofEpochMilli(number)));
    assertThat(decoded(format("date-time", "epoch-micros"), json))
        .isEqualTo(orOutOfRange(Instant.EPOCH.plus(number, java.time.temporal.ChronoUnit.MICROS)));
    assertThat(decoded(format("date-time", "epoch-nanos"), json))
        .isEqualTo(
            number % 1000 != 0
                ? "not_exact:/v"
                : orOutOfRange(Instant.EPOCH.plus(Duration.ofNanos(number))));
    boolean day =
        number >= LocalDate.of(1, 1, 1).toEpochDay()
            && number <= LocalDate.of(9999, 12, 31).toEpochDay();
    assertThat(decoded(format("date", "epoch-days"), json))
        .isEqualTo(day ? LocalDate.ofEpochDay(number) : "out_of_range:/v");
  }

  /** A number at the edge of what an encoding takes. */
  private static long edge(Random random) {
    long unit = new long[] {1, 1000, 1_000_000}[random.nextInt(3)];
    Instant edge = random.nextBoolean() ? FIRST : END;
    return edge.getEpochSecond() * unit - random.nextInt(2);
  }

  /** Other years come back from DuckDB as 10000 or as years before Christ. */
  @Test
  void yearsAre0001To9999InUtc() {
    String moment = "{\"type\":\"string\",\"format\":\"date-time\"}";
    assertThat(decoded(moment, "\"0001-01-01T00:00:00Z\"")).isEqualTo(FIRST);
    assertThat(decoded(moment, "\"9999-12-31T23:59:59.999999Z\"")).isEqualTo(END.minusNanos(1000));
    for (String text :
        List.of(
            "0000-12-31T23:59:59Z",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
            "0000-01-01T00:00:00Z")) {
      assertThat(decoded(moment, '"' + text + '"')).isEqualTo("out_of_range:/v");
    }
    String date = "{\"type\":\"string\",\"format\":\"date\"}";
    assertThat(decoded(date, "\"0001-01-01\"")).isEqualTo(LocalDate.of(1, 1, 1));
    assertThat(decoded(date, "\"0000-12-31\"")).isEqualTo("out_of_range:/v");
    String tokyo = "{\"format\":\"date-time\",\"x-encoding\":\"local\",\"x-zone\":\"Asia/Tokyo\"}";
    assertThat(decoded(tokyo, "\"0001-01-01T00:00:00\"")).isEqualTo("out_of_range:/v");
    assertThat(decoded(tokyo, "\"9999-12-31T23:59:59\""))
        .isEqualTo(Instant.parse("9999-12-31T14:59:59Z"));
  }

  @Property(tries = 300)
  void timesOfTheDay(@ForAll long seed) {
    Random random = new Random(seed);
    long nanos = random.nextLong(-2, 86_400_000_000_002L);
    long unit = new long[] {1, 1000, 1_000_000}[random.nextInt(3)];
    String encoding = unit == 1 ? "nanos-of-day" : unit == 1000 ? "micros-of-day" : "millis-of-day";
    long number = Math.floorDiv(nanos, unit);
    long whole = number * unit;

    Object expected =
        whole < 0 || whole >= 86_400_000_000_000L
            ? "out_of_range:/v"
            : whole % 1000 != 0 ? "not_exact:/v" : text(LocalTime.ofNanoOfDay(whole));
    assertThat(decoded(format("time", encoding), Long.toString(number))).isEqualTo(expected);
  }

  private static String text(LocalTime time) {
    int micros = time.getNano() / 1000;
    String pattern = micros == 0 ? "" : micros % 1000 == 0 ? ".SSS" : ".SSSSSS";
    return DateTimeFormatter.ofPattern("HH:mm:ss" + pattern).format(time);
  }

  @Property(tries = 500)
  void localTimes(@ForAll long seed) {
    Random random = new Random(seed);
    String zone =
        new String[] {"America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "UTC"}
            [random.nextInt(4)];
    LocalDateTime local =
        LocalDateTime.of(1990, 1, 1, 0, 0).plusMinutes(random.nextInt(60 * 24 * 365 * 40));
    var rules = ZoneId.of(zone).getRules();
    String type =
        "{\"format\":\"date-time\",\"x-pattern\":\"dd/MM/uuuu HH:mm\",\"x-zone\":\"%s\"}"
            .formatted(zone);

    Object value =
        decoded(type, '"' + DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm").format(local) + '"');

    assertThat(value)
        .isEqualTo(
            rules.getValidOffsets(local).isEmpty()
                ? "nonexistent_time:/v"
                : local.atZone(ZoneId.of(zone)).toInstant());
    assertThat(
            decoded(
                "{\"format\":\"date-time\",\"x-encoding\":\"local\",\"x-zone\":\"%s\"}"
                    .formatted(zone),
                '"' + local.toString().replace('T', random.nextBoolean() ? 'T' : ' ') + '"'))
        .isEqualTo(value);
  }

  @Property(tries = 500)
  void decimalsWithTheirOwnScale(@ForAll long seed) {
    Random random = new Random(seed);
    BigInteger unscaled = new BigInteger(random.nextInt(150), random);
    unscaled = random.nextBoolean() ? unscaled.negate() : unscaled;
    int scale = random.nextInt(60) - 20;
    String json =
        "{\"scale\":%d,\"value\":\"%s\"}"
            .formatted(scale, Base64.getEncoder().encodeToString(unscaled.toByteArray()));

    Object value =
        decoded(
            "{\"format\":\"decimal\",\"x-precision\":38,\"x-scale\":10,"
                + "\"x-encoding\":\"connect-struct\"}",
            json);

    assertThat(value).isEqualTo(fitting(new BigDecimal(unscaled, scale)));
  }

  private static Object fitting(BigDecimal number) {
    try {
      BigDecimal scaled = number.setScale(10, RoundingMode.UNNECESSARY);
      return scaled.precision() > 38 ? "out_of_range:/v" : scaled;
    } catch (ArithmeticException e) {
      return "out_of_range:/v";
    }
  }

  @Property(tries = 500)
  void base64(@ForAll byte[] bytes, @ForAll long seed) {
    String type = "{\"type\":\"string\",\"contentEncoding\":\"base64\"}";
    String text = Base64.getEncoder().encodeToString(bytes);
    assertThat(decoded(type, '"' + text + '"')).isEqualTo(text);
    if (!text.isEmpty()) {
      StringBuilder damaged = new StringBuilder(text);
      Random random = new Random(seed);
      int at = random.nextInt(text.length());
      if (random.nextBoolean()) {
        damaged.deleteCharAt(at);
      } else {
        damaged.setCharAt(at, "-_ =A".charAt(random.nextInt(5)));
      }
      Object value = decoded(type, '"' + damaged.toString() + '"');
      assertThat(value)
          .isEqualTo(isBase64(damaged.toString()) ? damaged.toString() : "invalid_base64:/v");
    }
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Property(tries = 300)
  void texts(@ForAll long number, @ForAll double real) {
    String integer = "{\"type\":\"integer\",\"x-encoding\":\"text\"}";
    assertThat(decoded(integer, "\"" + number + "\"")).isEqualTo(number);
    assertThat(decoded(integer, Long.toString(number))).isEqualTo("wrong_type:/v");
    String text = new BigDecimal(Double.isFinite(real) ? real : 0).toString();
    assertThat(decoded("{\"type\":\"number\",\"x-encoding\":\"text\"}", "\"" + text + "\""))
        .isEqualTo(Double.parseDouble(text));
    String mongo = "{\"type\":\"integer\",\"x-encoding\":\"mongo\"}";
    assertThat(decoded(mongo, "{\"$numberLong\":\"" + number + "\"}")).isEqualTo(number);
    assertThat(decoded(mongo, Long.toString(number))).isEqualTo(number);
  }
}
