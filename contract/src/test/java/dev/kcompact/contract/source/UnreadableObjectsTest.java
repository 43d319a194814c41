package dev.kcompact.contract.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnreadableObjectsTest {
  private static final UnreadableObjects OBJECTS =
      new UnreadableObjects(
          List.of(
              new Unreadable(
                  "topics/a/\u0001.json",
                  "a",
                  LocalDate.of(2026, 11, 22),
                  "403 AccessDenied",
                  Instant.parse("2026-11-22T10:00:00Z"),
                  3)),
          7);
  private static final String GOLDEN =
      "{\"version\":1,\"count\":7,\"objects\":[{\"key\":\"topics/a/\\u0001.json\",\"table\":\"a\","
          + "\"day\":\"2026-11-22\",\"reason\":\"403 AccessDenied\","
          + "\"since\":\"2026-11-22T10:00:00Z\",\"attempts\":3}]}";

  @Test
  void theStoredFormIsStable() {
    assertThat(OBJECTS.toJson()).isEqualTo(GOLDEN);
    assertThat(UnreadableObjects.fromJson(GOLDEN)).isEqualTo(OBJECTS);
  }

  @Test
  void otherDocumentsAreRefused() {
    assertThatThrownBy(() -> UnreadableObjects.fromJson("{\"version\":2}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version");
    assertThatThrownBy(() -> UnreadableObjects.fromJson("no json"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void selectsSomeKeys() {
    assertThat(OBJECTS.among(Set.of("other"))).isEmpty();
    assertThat(OBJECTS.among(Set.of("topics/a/\u0001.json"))).hasSize(1);
  }
}
