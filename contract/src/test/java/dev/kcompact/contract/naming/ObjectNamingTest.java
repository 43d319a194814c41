package dev.kcompact.contract.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
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
        .contains(new ObjectName("x", 1, 2, "1_"));
    assertThatThrownBy(() -> ObjectNaming.of("(?<topic>.+)-(?<offset>\\d+)"))
        .hasMessageContaining("no group partition");
    assertThatThrownBy(() -> ObjectNaming.of("(?<topic>")).hasMessageContaining("malformed");
  }

  /** As a table's definition may have them; each was taken, and ended the job at the first name. */
  @Test
  void groupsMustBeThereAndNotOnlyLookSo() {
    assertThatThrownBy(() -> ObjectNaming.of("\\(?<topic>(?<partition>\\d+)(?<offset>\\d+)"))
        .hasMessageContaining("no group topic");
    assertThatThrownBy(() -> ObjectNaming.of("\\Q(?<topic>(?<partition>(?<offset>"))
        .hasMessageContaining("no group topic");
    assertThat(
            ObjectNaming.of("(?x)(?<topic>[a-z]+)-(?<partition>\\d)-(?<offset>\\d) # the name")
                .parse("x-1-2"))
        .contains(new ObjectName("x", 1, 2, "x-1-"));
  }

  @Test
  void lensesNamesHaveTheirPartitionInTheDirectory() {
    ObjectName name = new ObjectName("orders", 3, 12, "");

    assertThat(ObjectNaming.LENSES.match("lake/orders/3/000000000012.json", 5))
        .contains(new NameMatch("orders", Optional.of(name)));
    assertThat(ObjectNaming.LENSES.match("lake/orders/3/000000000012_1700_1800.json.gz", 12))
        .as("topic within the prefix")
        .contains(new NameMatch("orders", Optional.of(name)));
    assertThat(ObjectNaming.LENSES.match("lake/orders/3/12.json", 5)).isEmpty();
    assertThat(ObjectNaming.LENSES.match("lake/orders/000000000012.json", 5)).isEmpty();
  }

  @Test
  void mskNamesHaveNoExtension() {
    assertThat(ObjectNaming.MSK.parse("my.topic+12+000000000000004711-000001-0a1b2c3d"))
        .contains(new ObjectName("my.topic", 12, 4711, "my.topic+12+"));
    assertThat(ObjectNaming.MSK.parse("my.topic+12+0000004711.json")).isEmpty();
  }

  @Test
  void aPatternWithASlashIsOverThePathAndThoseWithoutOverTheName() {
    ObjectNaming directories =
        ObjectNaming.of("(?<topic>[^/]+)/p=(?<partition>\\d+)/o=(?<offset>\\d+)/data\\.json");
    assertThat(directories.match("x/orders/p=1/o=7/data.json", 2))
        .contains(new NameMatch("orders", Optional.of(new ObjectName("orders", 1, 7, null))));
    assertThat(directories.match("x/y/orders/p=1/o=7/data.json", 2)).isEmpty();

    ObjectNaming name = ObjectNaming.of("(?<topic>[^/]+)_(?<partition>\\d+)_(?<offset>\\d+)");
    assertThat(name.match("x/dt=1/orders_1_7", 2))
        .as("its slash only says what it does not hold")
        .contains(
            new NameMatch("orders", Optional.of(new ObjectName("orders", 1, 7, "orders_1_"))));
    assertThatThrownBy(() -> ObjectNaming.of("(?<topic>.+)\\x2F(?<partition>\\d+)_(?<offset>\\d+)"))
        .hasMessageContaining("needs a directory");
  }

  /** Otherwise the mark of one topic or partition would cover objects of another. */
  @Test
  void whatStandsBehindTheOffsetMakesNoStem() {
    assertThat(ObjectNaming.of("(?<offset>\\d+)-(?<topic>.+)-(?<partition>\\d+)").parse("7-a-0"))
        .contains(new ObjectName("a", 0, 7, null));
    assertThat(ObjectNaming.of("(?<topic>.+)-(?<offset>\\d+)-(?<partition>\\d+)").parse("a-7-0"))
        .contains(new ObjectName("a", 0, 7, null));
  }

  @Test
  void whatIsNoNumberHasNoOrder() {
    ObjectNaming lenient =
        ObjectNaming.of("(?<topic>[a-z]+)?_(?<partition>.*)_(?<offset>.*?)(\\.json)?");

    assertThat(lenient.parse("a_1_2.json")).contains(new ObjectName("a", 1, 2, "a_1_"));
    assertThat(lenient.parse("_1_2.json")).as("no topic").isEmpty();
    assertThat(lenient.parse("a_-1_2.json")).as("negative").isEmpty();
    assertThat(lenient.parse("a_1_+2.json")).as("a sign").isEmpty();
    assertThat(lenient.parse("a_1_.json")).as("nothing").isEmpty();
    assertThat(lenient.parse("a_1_\u0662.json")).as("other digits").isEmpty();
  }
}
