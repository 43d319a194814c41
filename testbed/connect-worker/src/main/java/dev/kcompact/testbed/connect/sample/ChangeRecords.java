package dev.kcompact.testbed.connect.sample;

import static dev.kcompact.testbed.connect.sample.Logical.object;

import io.debezium.data.Envelope;
import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.time.Date;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.Timestamp;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Changes of rows in Debezium's own envelopes and types; a tombstone follows each deletion. */
record ChangeRecords(String name) implements SampleTopic {
  private static final int CYCLE = 6;
  private static final String UNAVAILABLE = "__debezium_unavailable_value";
  private static final Schema ROW =
      SchemaBuilder.struct()
          .name("shop.public.orders.Value")
          .field("id", Schema.INT64_SCHEMA)
          .field("total", Decimal.schema(2))
          .field("ratio", VariableScaleDecimal.schema())
          .field("created_at", MicroTimestamp.schema())
          .field("seen_at", Timestamp.schema())
          .field("stamp", NanoTimestamp.schema())
          .field("updated_at", ZonedTimestamp.schema())
          .field("due", Date.schema())
          .field("slot", MicroTime.schema())
          .field("uid", Uuid.schema())
          .field("doc", Json.builder().optional().build())
          .field("state", io.debezium.data.Enum.schema(List.of("NEW", "PAID")))
          .field("tags", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build())
          .field("blob", Schema.OPTIONAL_BYTES_SCHEMA)
          .optional()
          .build();
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.postgresql.Source")
          .field("connector", Schema.STRING_SCHEMA)
          .field("lsn", Schema.INT64_SCHEMA)
          .build();
  private static final Envelope ENVELOPE =
      Envelope.defineSchema()
          .withName("shop.public.orders.Envelope")
          .withRecord(ROW)
          .withSource(SOURCE)
          .build();

  @Override
  public Form form() {
    return Form.WITH_SCHEMA;
  }

  /** In turn: snapshot, creation, two updates, deletion, tombstone. */
  @Override
  public SentRecord record(int index) {
    Instant timestamp = SampleTopic.timestamp(index);
    int turn = index % CYCLE;
    if (turn == CYCLE - 1) {
      return new SentRecord(SchemaAndValue.NULL, SchemaAndValue.NULL, Map.of(), timestamp, null);
    }
    Map<String, @Nullable Object> row = object("op", List.of("r", "c", "u", "u", "d").get(turn));
    row.putAll(object("lsn", 1000L + index, "ts", timestamp.toString()));
    Struct state = state(index, turn == 3, row);
    Struct source = new Struct(SOURCE).put("connector", "postgresql").put("lsn", 1000L + index);
    Struct older = state(index + 1, false, object());
    Struct change =
        switch (turn) {
          case 0 -> ENVELOPE.read(state, source, timestamp);
          case 1 -> ENVELOPE.create(state, source, timestamp);
          case 4 -> ENVELOPE.delete(state, source, timestamp);
          default -> ENVELOPE.update(older, state, source, timestamp);
        };
    return SentRecord.of(new SchemaAndValue(ENVELOPE.schema(), change), timestamp, row);
  }

  /** The state of a row, whose logical values are added to {@code row}. */
  private Struct state(int index, boolean isPartial, Map<String, @Nullable Object> row) {
    Values values = new Values(name, index);
    Struct state = new Struct(ROW).put("id", (long) index);
    row.put("id", index);
    numbers(values, index, state, row);
    times(values, state, row);
    texts(values, state, row);
    if (isPartial) {
      state.put("doc", UNAVAILABLE).put("tags", List.of(UNAVAILABLE));
      row.putAll(object("doc", null, "tags", null));
      row.put("_unavailable", "[\"/after/doc\",\"/after/tags\"]");
    }
    return state;
  }

  private static void numbers(
      Values values, int index, Struct state, Map<String, @Nullable Object> row) {
    BigDecimal total = values.decimal(12, 2);
    BigDecimal ratio = values.decimal(14, index % 4);
    Schema form = ROW.field("ratio").schema();
    state.put("total", total).put("ratio", VariableScaleDecimal.fromLogical(form, ratio));
    row.put("total", Logical.decimal(total));
    row.put("ratio", Logical.decimal(ratio));
  }

  private static void times(Values values, Struct state, Map<String, @Nullable Object> row) {
    LocalDate due = values.date();
    LocalTime slot = values.time();
    Instant created = values.microInstant();
    Instant seen = values.instant();
    state
        .put("created_at", ChronoUnit.MICROS.between(Instant.EPOCH, created))
        .put("stamp", ChronoUnit.NANOS.between(Instant.EPOCH, created))
        .put("seen_at", seen.toEpochMilli())
        .put("updated_at", created.toString())
        .put("due", (int) due.toEpochDay())
        .put("slot", slot.toNanoOfDay() / 1000);
    row.putAll(object("created_at", created.toString(), "stamp", created.toString()));
    row.putAll(object("updated_at", created.toString(), "seen_at", seen.toString()));
    row.putAll(object("due", due.toString(), "slot", Logical.time(slot)));
  }

  private static void texts(Values values, Struct state, Map<String, @Nullable Object> row) {
    String uid = new UUID(values.integer(), values.integer()).toString();
    String doc = "{\"a\": [1, " + values.below(100) + "]}";
    byte[] blob = values.bytes();
    String text = values.text();
    state
        .put("uid", uid)
        .put("doc", doc)
        .put("state", "PAID")
        .put("tags", Arrays.asList(text, null))
        .put("blob", blob);
    row.putAll(object("uid", uid, "doc", doc, "state", "PAID"));
    row.putAll(object("tags", Arrays.asList(text, null), "blob", Logical.base64(blob)));
  }
}
