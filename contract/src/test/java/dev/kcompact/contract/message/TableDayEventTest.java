package dev.kcompact.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.message.TableDayEvent.Status;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableDayEventTest {
  private static final Instant TIME = Instant.parse("2026-11-23T02:00:00Z");

  private static TableDayEvent event(Status status, @Nullable String location) {
    return new TableDayEvent(
        "orders",
        "vendas",
        LocalDate.of(2026, 11, 22),
        "r1",
        status,
        location,
        10,
        1,
        2,
        3,
        7,
        4,
        5,
        6,
        location == null ? "rule x failed" : null);
  }

  @Test
  void publishedEventsAreCloudEvents() {
    assertThat(event(Status.PUBLISHED, "s3://lake/x/").toJson(TIME))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"r1/orders/PUBLISHED\",\"source\":\"kcompact/finalizer\","
                + "\"type\":\"dev.kcompact.table-day.v1\",\"subject\":\"orders/2026-11-22\","
                + "\"time\":\"2026-11-23T02:00:00Z\",\"datacontenttype\":\"application/json\","
                + "\"data\":{\"table\":\"orders\",\"domain\":\"vendas\",\"day\":\"2026-11-22\","
                + "\"run\":\"r1\",\"status\":\"PUBLISHED\",\"location\":\"s3://lake/x/\",\"rows\":10,"
                + "\"duplicates\":1,\"invalid\":2,\"corrupt\":3,\"parked\":7,\"objects\":4,\"files\":5,\"bytes\":6,"
                + "\"reason\":null}}");
  }

  @Test
  void whatIsWrittenIsRead() {
    for (TableDayEvent event :
        new TableDayEvent[] {
          event(Status.PUBLISHED, "s3://lake/x/"), event(Status.ROLLED_BACK, null)
        }) {
      assertThat(TableDayEvent.fromJson(event.toJson(TIME))).isEqualTo(event);
    }
  }

  @Test
  void onlyPublishedDaysHaveALocation() {
    assertThatThrownBy(() -> event(Status.REJECTED, "s3://lake/x/"))
        .hasMessageContaining("contradicts status REJECTED");
    assertThatThrownBy(() -> event(Status.PUBLISHED, null)).hasMessageContaining("null");
  }

  @Test
  void otherMessagesAreRefused() {
    assertThatThrownBy(() -> TableDayEvent.fromJson("{\"type\":\"other\"}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TableDayEvent.fromJson("not json"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
