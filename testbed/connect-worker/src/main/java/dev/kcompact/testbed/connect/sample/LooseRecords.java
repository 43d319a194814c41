package dev.kcompact.testbed.connect.sample;

import static dev.kcompact.testbed.connect.sample.Logical.object;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** Maps without a schema, in which money is a double. */
record LooseRecords(String name) implements SampleTopic {
  @Override
  public Form form() {
    return Form.SCHEMALESS;
  }

  @Override
  public SentRecord record(int index) {
    Values values = new Values(name, index);
    BigDecimal money = BigDecimal.valueOf(values.below(1_000_000_000), 2);
    if (index == 1) {
      money = new BigDecimal("169000000.00");
    }
    Map<String, @Nullable Object> record = fields(values, index);
    Map<String, @Nullable Object> row = object();
    row.putAll(record);
    record.put("money", money.doubleValue());
    row.put("money", Logical.decimal(money));
    record.put("free", object("x", List.of(1L, true)));
    row.put("free", "{\"x\":[1,true]}");
    return SentRecord.of(new SchemaAndValue(null, record), SampleTopic.timestamp(index), row);
  }

  /** The fields whose columns have the same values. */
  private static Map<String, @Nullable Object> fields(Values values, int index) {
    String text = values.text();
    Map<String, @Nullable Object> fields = object("id", (long) index, "ok", index % 2 == 0);
    fields.putAll(object("ratio", values.number(), "count", values.integer()));
    fields.put("note", index % 3 == 0 ? null : text);
    fields.put("address", object("city", text, "zip", null));
    fields.put("tags", List.of("a", text));
    return fields;
  }
}
