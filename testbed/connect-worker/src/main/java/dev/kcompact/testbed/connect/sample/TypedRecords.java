package dev.kcompact.testbed.connect.sample;

import static dev.kcompact.testbed.connect.sample.Logical.object;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Structs with every type and logical type of Connect. */
record TypedRecords(String name) implements SampleTopic {
  private static final Schema ADDRESS =
      SchemaBuilder.struct()
          .field("city", Schema.STRING_SCHEMA)
          .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
          .field("credit", Decimal.schema(2))
          .optional()
          .build();
  private static final Schema LINE =
      SchemaBuilder.struct()
          .field("sku", Schema.STRING_SCHEMA)
          .field("qty", Schema.INT32_SCHEMA)
          .field("price", Decimal.schema(2))
          .build();
  private static final Schema RECORD =
      SchemaBuilder.struct()
          .name("shop.Order")
          .field("id", Schema.INT64_SCHEMA)
          .field("price", Decimal.schema(2))
          .field("price_opt", Decimal.builder(2).optional().build())
          .field("large", Decimal.schema(0))
          .field("small", Decimal.schema(38))
          .field("d", Date.SCHEMA)
          .field("t", Time.SCHEMA)
          .field("ts", Timestamp.SCHEMA)
          .field("bin", Schema.OPTIONAL_BYTES_SCHEMA)
          .field("i8", Schema.INT8_SCHEMA)
          .field("i16", Schema.INT16_SCHEMA)
          .field("i32", Schema.INT32_SCHEMA)
          .field("i64", Schema.INT64_SCHEMA)
          .field("f32", Schema.FLOAT32_SCHEMA)
          .field("f64", Schema.FLOAT64_SCHEMA)
          .field("ok", Schema.BOOLEAN_SCHEMA)
          .field("note", Schema.OPTIONAL_STRING_SCHEMA)
          .field("addr", ADDRESS)
          .field("lines", SchemaBuilder.array(LINE).build())
          .field("tags", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build())
          .field("by_num", map(Schema.INT32_SCHEMA))
          .build();

  private static Schema map(Schema key) {
    return SchemaBuilder.map(key, Schema.STRING_SCHEMA).optional().build();
  }

  @Override
  public Form form() {
    return Form.WITH_SCHEMA;
  }

  @Override
  public SentRecord record(int index) {
    Values values = new Values(name, index);
    Struct record = new Struct(RECORD).put("id", (long) index);
    Map<String, @Nullable Object> row = object("id", index);
    decimals(values, index, record, row);
    times(values, record, row);
    numbers(values, index, record, row);
    nested(values, index, record, row);
    return SentRecord.of(new SchemaAndValue(RECORD, record), SampleTopic.timestamp(index), row);
  }

  private static void decimals(
      Values values, int index, Struct record, Map<String, @Nullable Object> row) {
    BigDecimal price = values.decimal(12, 2);
    BigDecimal large = values.decimal(38, 0);
    BigDecimal small = values.decimal(38, 38);
    record.put("price", price).put("large", large).put("small", small);
    row.put("price", Logical.decimal(price));
    row.put("large", Logical.decimal(large));
    row.put("small", Logical.decimal(small));
    if (index % 3 != 0) {
      record.put("price_opt", price.negate());
      row.put("price_opt", Logical.decimal(price.negate()));
    }
  }

  private static void times(Values values, Struct record, Map<String, @Nullable Object> row) {
    LocalDate date = values.date();
    LocalTime time = values.time().truncatedTo(ChronoUnit.MILLIS);
    Instant instant = values.instant();
    record
        .put("d", java.util.Date.from(date.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .put("t", new java.util.Date(time.toNanoOfDay() / 1_000_000))
        .put("ts", java.util.Date.from(instant));
    row.put("d", date.toString());
    row.put("t", Logical.time(time));
    row.put("ts", instant.toString());
  }

  private static void numbers(
      Values values, int index, Struct record, Map<String, @Nullable Object> row) {
    double number = values.number();
    float single = (float) Math.min(number, Float.MAX_VALUE);
    long integer = values.integer();
    record
        .put("i8", (byte) integer)
        .put("i16", (short) integer)
        .put("i32", (int) integer)
        .put("i64", integer)
        .put("f32", single)
        .put("f64", number)
        .put("ok", index % 2 == 0);
    row.putAll(object("i8", (byte) integer, "i16", (short) integer, "i32", (int) integer));
    row.putAll(object("i64", integer, "f64", number, "ok", index % 2 == 0));
    // JSON has the digits of the single-precision number, not its bits.
    row.put("f32", Double.valueOf(Float.toString(single)));
  }

  private static void nested(
      Values values, int index, Struct record, Map<String, @Nullable Object> row) {
    String text = values.text();
    BigDecimal price = values.decimal(12, 2);
    byte[] bytes = values.bytes();
    Struct line = new Struct(LINE).put("sku", text).put("qty", index).put("price", price);
    Map<String, Long> tags = new LinkedHashMap<>();
    for (int i = 0; i < index % 4; i++) {
      tags.put(text + i, (long) i - 1);
    }
    record.put("lines", index % 4 == 0 ? List.of() : List.of(line, line)).put("tags", tags);
    Object rowLine = object("sku", text, "qty", index, "price", Logical.decimal(price));
    row.put("lines", index % 4 == 0 ? List.of() : List.of(rowLine, rowLine));
    row.put("tags", tags);
    if (index % 3 != 1) {
      String zip = index % 2 == 0 ? null : text;
      Struct address = new Struct(ADDRESS).put("city", text).put("zip", zip).put("credit", price);
      record.put("note", text).put("bin", bytes).put("addr", address);
      record.put("by_num", Map.of(index, "x"));
      row.putAll(object("note", text, "bin", Logical.base64(bytes)));
      row.put("addr", object("city", text, "zip", zip, "credit", Logical.decimal(price)));
      row.put("by_num", "[[" + index + ",\"x\"]]");
    }
  }
}
