package dev.kcompact.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/** Random records with a Connect schema, written by Kafka's JsonConverter. */
class ConnectEncodingsTest {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final long DAY = 86_400_000;

  @Property(tries = 400)
  void readsWhatTheConverterWrites(@ForAll long seed) {
    Random random = new Random(seed);
    boolean envelope = random.nextBoolean();
    boolean numeric = random.nextInt(4) == 0;
    int precision = 1 + random.nextInt(38);
    int scale = random.nextInt(4) == 0 ? precision : random.nextInt(precision + 1);
    Schema schema = schema(scale);
    List<Struct> records = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    JsonConverter converter = converter(envelope, numeric);
    for (int i = 0; i < 3; i++) {
      Struct record = record(random, schema, precision, scale);
      records.add(record);
      text.append(new String(converter.fromConnectData("t", schema, record), UTF_8)).append('\n');
    }

    List<DecodedRow> rows =
        DecodedRow.rows(table(envelope, numeric, precision, scale), text.toString());

    assertThat(rows).hasSameSizeAs(records);
    for (int i = 0; i < rows.size(); i++) {
      assertRow(rows.get(i), records.get(i));
    }
  }

  private static JsonConverter converter(boolean envelope, boolean numeric) {
    JsonConverter converter = new JsonConverter();
    converter.configure(
        Map.of("schemas.enable", envelope, "decimal.format", numeric ? "NUMERIC" : "BASE64"),
        false);
    return converter;
  }

  private static Schema schema(int scale) {
    Schema line = SchemaBuilder.struct().field("amount", Decimal.schema(scale)).build();
    return SchemaBuilder.struct()
        .field("amount", Decimal.builder(scale).optional().build())
        .field("day", org.apache.kafka.connect.data.Date.builder().optional().build())
        .field("moment", Timestamp.builder().optional().build())
        .field("time", Time.builder().optional().build())
        .field("bytes", SchemaBuilder.bytes().optional().build())
        .field("small", Schema.OPTIONAL_INT8_SCHEMA)
        .field("large", Schema.OPTIONAL_INT64_SCHEMA)
        .field("ratio", Schema.OPTIONAL_FLOAT64_SCHEMA)
        .field("flag", Schema.OPTIONAL_BOOLEAN_SCHEMA)
        .field("text", Schema.OPTIONAL_STRING_SCHEMA)
        .field("lines", SchemaBuilder.array(line).build())
        .field(
            "days",
            SchemaBuilder.map(Schema.STRING_SCHEMA, org.apache.kafka.connect.data.Date.SCHEMA)
                .build())
        .build();
  }

  private static Struct record(Random random, Schema schema, int precision, int scale) {
    Struct record = new Struct(schema);
    if (random.nextInt(5) > 0) {
      record
          .put("amount", decimal(random, precision, scale))
          .put("day", day(random))
          .put("moment", Date.from(moment(random)))
          .put("time", new Date(random.nextInt(4) == 0 ? DAY - 1 : random.nextInt((int) DAY)))
          .put("bytes", bytes(random))
          .put("small", (byte) random.nextInt())
          .put("large", random.nextLong())
          .put("ratio", random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30))
          .put("flag", random.nextBoolean())
          .put("text", "a\"\\\n\u00e7\ud83d\ude00" + random.nextInt());
    }
    Schema line = schema.field("lines").schema().valueSchema();
    return record
        .put("lines", List.of(new Struct(line).put("amount", decimal(random, precision, scale))))
        .put("days", Map.of("a/~b", day(random)));
  }

  private static BigDecimal decimal(Random random, int precision, int scale) {
    BigInteger limit = BigInteger.TEN.pow(precision);
    BigInteger unscaled =
        random.nextInt(4) == 0
            ? limit.subtract(BigInteger.ONE)
            : new BigInteger(random.nextInt(limit.bitLength() + 1), random).mod(limit);
    return new BigDecimal(random.nextBoolean() ? unscaled.negate() : unscaled, scale);
  }

  private static Instant moment(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> FIRST;
      case 1 -> LAST;
      case 2 -> Instant.ofEpochMilli(-1);
      default -> Instant.ofEpochMilli(random.nextLong(FIRST.toEpochMilli(), LAST.toEpochMilli()));
    };
  }

  private static Date day(Random random) {
    return new Date(Math.floorDiv(moment(random).toEpochMilli(), DAY) * DAY);
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(9)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static BaseTable table(boolean envelope, boolean numeric, int precision, int scale) {
    String decimal =
        "{\"format\":\"decimal\",\"x-precision\":%d,\"x-scale\":%d%s}"
            .formatted(precision, scale, numeric ? ",\"x-encoding\":\"plain\"" : "");
    return Schemas.table(
        "record: { dialect: connect%s }".formatted(envelope ? ", at: /payload" : ""),
        "",
        """
        {"type": "object", "properties": {
          "amount": %1$s,
          "day": {"format": "date"},
          "moment": {"format": "date-time"},
          "time": {"format": "time"},
          "bytes": {"type": "string", "contentEncoding": "base64"},
          "small": {"type": "integer"},
          "large": {"type": "integer"},
          "ratio": {"type": "number"},
          "flag": {"type": "boolean"},
          "text": {"type": "string"},
          "lines": {"type": "array",
            "items": {"type": "object", "properties": {"amount": %1$s}}},
          "days": {"type": "object", "additionalProperties": {"format": "date"}}}}
        """
            .formatted(decimal));
  }

  private static void assertRow(DecodedRow row, Struct sent) {
    assertThat(row.reason()).isNull();
    assertThat(row.value("amount")).isEqualTo(sent.get("amount"));
    assertThat(row.value("day")).isEqualTo(date((Date) sent.get("day")));
    Date moment = (Date) sent.get("moment");
    assertThat(row.value("moment")).isEqualTo(moment == null ? null : moment.toInstant());
    assertThat(row.value("time")).isEqualTo(time((Date) sent.get("time")));
    byte[] bytes = sent.getBytes("bytes");
    assertThat(row.value("bytes"))
        .isEqualTo(bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
    Byte small = sent.getInt8("small");
    assertThat(row.value("small")).isEqualTo(small == null ? null : small.longValue());
    for (String name : List.of("large", "ratio", "flag", "text")) {
      assertThat(row.value(name)).isEqualTo(sent.get(name));
    }
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Object line : sent.getArray("lines")) {
      lines.add(Map.of("amount", ((Struct) line).get("amount")));
    }
    assertThat(row.value("lines")).isEqualTo(lines);
    Map<String, Object> days = new HashMap<>();
    sent.<String, Date>getMap("days").forEach((key, day) -> days.put(key, date(day)));
    assertThat(row.value("days")).isEqualTo(days);
  }

  private static @Nullable LocalDate date(@Nullable Date day) {
    return day == null ? null : LocalDate.ofInstant(day.toInstant(), ZoneOffset.UTC);
  }

  private static @Nullable String time(@Nullable Date time) {
    if (time == null) {
      return null;
    }
    LocalTime value = LocalTime.ofNanoOfDay(time.getTime() * 1_000_000);
    return DateTimeFormatter.ofPattern(value.getNano() == 0 ? "HH:mm:ss" : "HH:mm:ss.SSS")
        .format(value);
  }
}
