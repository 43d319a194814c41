package dev.kcompact.contract.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ObjectNamingTest {
  @Test
  void confluentNamesCarryTopicPartitionAndOffset() {
    assertThat(ObjectNaming.CONFLUENT.parse("orders.v1+3+0000012345.json.gz"))
        .contains(new ObjectName("orders.v1", 3, 12345, "orders.v1+3+"));
    assertThat(ObjectNaming.CONFLUENT.parse("a+b+3+0000000001.json"))
        .contains(new ObjectName("a+b", 3, 1, "a+b+3+"));
  }

  @Test
  void offsetsPastTenDigitsAreNumbersStill() {
    assertThat(ObjectNaming.CONFLUENT.parse("t+0+12345678901234.json"))
        .contains(new ObjectName("t", 0, 12345678901234L, "t+0+"));
  }

  @Test
  void aivenNamesMayLackAnExtension() {
    assertThat(ObjectNaming.AIVEN.parse("my-topic-2-100.json.gz"))
        .contains(new ObjectName("my-topic", 2, 100, "my-topic-2-"));
    assertThat(ObjectNaming.AIVEN.parse("my-topic-2-100"))
        .contains(new ObjectName("my-topic", 2, 100, "my-topic-2-"));
  }

  @Test
  void otherNamesHaveNoOrder() {
    assertThat(ObjectNaming.CONFLUENT.parse("orders.json")).isEmpty();
    assertThat(ObjectNaming.CONFLUENT.parse("t+0+99999999999999999999.json")).isEmpty();
    assertThat(ObjectNaming.CONFLUENT.parse("t+99999999999+1.json")).isEmpty();
    assertThat(ObjectNaming.AIVEN.parse("_SUCCESS")).isEmpty();
  }

  @Test
  void aPatternNeedsItsThreeGroups() {
    assertThat(
            ObjectNaming.of("(?<topic>[a-z]+)/(?<partition>\\d+)_(?<offset>\\d+)").parse("x/1_2"))
        .contains(new ObjectName("x", 1, 2, "x/1_"));
    assertThatThrownBy(() -> ObjectNaming.of("(?<topic>.+)-(?<offset>\\d+)"))
        .hasMessageContaining("no group partition");
    assertThatThrownBy(() -> ObjectNaming.of("(?<topic>")).hasMessageContaining("malformed");
  }
}
