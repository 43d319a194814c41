package dev.kcompact.testbed.connect.sample;

import static dev.kcompact.testbed.connect.sample.Logical.object;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/** Strings that hold JSON, whose numbers keep all their digits. */
record TextRecords(String name) implements SampleTopic {
  @Override
  public Form form() {
    return Form.TEXT;
  }

  @Override
  public SentRecord record(int index) {
    Values values = new Values(name, index);
    BigDecimal exact = values.decimal(30, 2);
    String text = values.text();
    String note = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    String record =
        "{ \"id\": %d, \"exact\": %s,\t\"note\": \"%s\" }"
            .formatted(index, exact.toPlainString(), note);
    return SentRecord.of(
        new SchemaAndValue(Schema.STRING_SCHEMA, record),
        SampleTopic.timestamp(index),
        object("id", index, "exact", Logical.decimal(exact), "note", text));
  }
}
