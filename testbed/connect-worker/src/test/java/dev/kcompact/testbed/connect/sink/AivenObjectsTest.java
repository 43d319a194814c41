package dev.kcompact.testbed.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class AivenObjectsTest {
  private static final String VALUE = "{\"id\":%d,\"price\":\"B8Y=\",\"at\":0}";

  private final WrittenObjects target = new WrittenObjects();

  private static AivenObjects objects(String... more) {
    Map<String, String> properties =
        new HashMap<>(Map.of("format.output.type", "jsonl", "file.compression.type", "none"));
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return new AivenObjects(AivenLayout.of(properties));
  }

  @Test
  void fieldsAreNamedInLines() {
    AivenObjects objects = objects("format.output.fields", "key,value,offset,timestamp,headers");
    objects.add(SinkRecords.withHeaders(SinkRecords.struct(4)));
    objects.add(SinkRecords.tombstone(5));
    objects.write(target);
    String first =
        "{\"key\":{\"id\":4},\"value\":"
            + VALUE.formatted(4)
            + ",\"offset\":4,"
            + "\"timestamp\":\"2026-11-23T00:00:00Z\",\"headers\":["
            + "{\"key\":\"source\",\"value\":\"app\"},{\"key\":\"n\",\"value\":7}]}";
    String second =
        "{\"key\":{\"id\":5},\"value\":null,\"offset\":5,"
            + "\"timestamp\":\"2026-11-23T00:00:00Z\",\"headers\":[]}";
    assertThat(target.objects()).containsExactly(Map.entry("orders-3-4", first + "\n" + second));
  }

  @Test
  void anArrayHoldsValuesOnly() {
    AivenObjects objects = objects("format.output.type", "json", "format.output.envelope", "false");
    objects.add(SinkRecords.struct(0));
    objects.add(SinkRecords.struct(1));
    objects.write(target);
    assertThat(target.objects().values())
        .containsExactly("[\n" + VALUE.formatted(0) + ",\n" + VALUE.formatted(1) + "\n]");
  }

  @Test
  void anObjectHasAtMostItsRecords() {
    AivenObjects objects = objects("file.max.records", "2");
    for (int i = 0; i < 5; i++) {
      objects.add(SinkRecords.struct(i));
    }
    objects.write(target);
    objects.add(SinkRecords.struct(5));
    objects.write(target);
    assertThat(target.objects().keySet())
        .containsExactly("orders-3-0", "orders-3-2", "orders-3-4", "orders-3-5");
  }

  @Test
  void templatesTakeTimesAndPadding() {
    AivenObjects objects =
        objects(
            "file.name.template",
            "a/{{ timestamp:unit=yyyy }}/{{timestamp:unit=dd}}/"
                + "{{topic}}-{{partition:padding=true}}-{{start_offset:padding=true}}.json");
    objects.add(SinkRecords.struct(0));
    objects.add(SinkRecords.struct(1, SinkRecords.MIDNIGHT.minusMillis(1)));
    objects.write(target);
    assertThat(target.objects().keySet())
        .containsExactly(
            "a/2026/22/orders-0000000003-00000000000000000000.json",
            "a/2026/23/orders-0000000003-00000000000000000000.json");
  }

  @Test
  void discardedRecordsAreNotWritten() {
    AivenObjects objects = objects();
    objects.add(SinkRecords.struct(0));
    objects.discard();
    objects.write(target);
    assertThat(target.objects()).isEmpty();
  }

  @Test
  void refusesContradictions() {
    assertThatThrownBy(
            () -> objects("format.output.envelope", "false", "format.output.fields", "key,value"))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> objects("file.name.template", "orders.json"))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> objects("format.output.type", "csv"))
        .isInstanceOf(ConfigException.class);
  }
}
