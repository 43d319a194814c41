package dev.kcompact.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.naming.ObjectNaming;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkNamingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "topics/o/dt=2026-11-27/|or-ders+3+0000000120.json.gz|\"\"|or-ders|3|120",
        "msk/|shop.orders+0+000000000000000120-000000-AbC_-9|msk|shop.orders|0|120",
        "lens/orders/|0/000000000120.json|lenses|orders|0|120",
        "lens/orders/|0/000000000120_1_2.json|lenses|orders|0|120",
        "a/|plain-1-00000000000000000120.gz|aiven|plain|1|120",
        "a/|plain-1-120-20261127.jsonl|{ template: '{{topic}}-{{partition}}-{{start_offset}}"
            + "-{{timestamp:unit=yyyy}}{{timestamp:unit=MM}}{{timestamp:unit=dd}}' }|plain|1|120",
        "a/|2026112710-plain-1-120|{ template: '{{timestamp:unit=yyyy}}{{timestamp:unit=MM}}"
            + "{{timestamp:unit=dd}}{{timestamp:unit=HH}}"
            + "-{{topic}}-{{partition}}-{{start_offset}}' }|plain|1|120",
        "a/|plain_1_120.json|{ template: '{{topic}}_{{partition}}_{{start_offset}}' }|plain|1|120",
      })
  void isRecognized(
      String prefix, String name, String yaml, String topic, int partition, long offset) {
    String key = prefix + name;

    SinkNaming naming = SinkNaming.of(List.of(key), prefix.length());

    assertThat(naming.yaml()).isEqualTo(yaml);
    assertThat(naming.topicOf(key, prefix.length())).hasValue(topic);
    ObjectNaming written =
        yaml.startsWith("{")
            ? ObjectNaming.ofTemplate(yaml.substring(13, yaml.length() - 3), topic)
            : naming.naming();
    ObjectName order = written.match(key, prefix.length()).orElseThrow().order().orElseThrow();
    assertThat(order.topic()).isEqualTo(topic);
    assertThat(order.partition()).isEqualTo(partition);
    assertThat(order.startOffset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource({"events-2026-11-27.json", "part-0001.json", "f3b0c1.json", "data.json"})
  void isUnknown(String name) {
    assertThat(SinkNaming.of(List.of("a/" + name), 2)).isEqualTo(SinkNaming.UNKNOWN);
  }
}
