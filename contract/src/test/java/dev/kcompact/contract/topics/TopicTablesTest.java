package dev.kcompact.contract.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kcompact.contract.topics.TopicTables.Entry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTablesTest {
  private static final Entry ORDERS =
      new Entry("topics/", "orders.v1", "any_orders_v1", Instant.parse("2026-11-30T10:00:00.5Z"));

  /** The form that the first version wrote. */
  private static final String GOLDEN =
      "{\"version\":1,\"topics\":[{\"prefix\":\"topics/\",\"topic\":\"orders.v1\","
          + "\"table\":\"any_orders_v1\",\"since\":\"2026-11-30T10:00:00.500Z\"}]}";

  @Test
  void isWrittenAndReadAsBefore() {
    TopicTables topics = TopicTables.NONE.with(ORDERS);

    assertThat(topics.toJson()).isEqualTo(GOLDEN);
    assertThat(TopicTables.fromJson(GOLDEN)).isEqualTo(topics);
    assertThat(TopicTables.KEY).isEqualTo("_kcompact/job/topics.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"version\":2,\"topics\":[]}",
        "{\"version\":1,\"topics\":[{\"prefix\":\"t/\",\"topic\":\"a\",\"table\":\"b\"}]}",
        "{\"version\":1,\"topics\":[{\"prefix\":\"t/\",\"topic\":\"a/b\",\"table\":\"b\","
            + "\"since\":\"2026-11-30T10:00:00Z\"}]}",
      })
  void anotherFormIsRefused(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> TopicTables.fromJson(json));
  }

  @Test
  void aTableIsOfOneTopic() {
    Entry other = new Entry("topics/", "orders-v1", "any_orders_v1", ORDERS.since());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicTables(List.of(ORDERS, other)))
        .withMessageContaining("any_orders_v1");
  }
}
