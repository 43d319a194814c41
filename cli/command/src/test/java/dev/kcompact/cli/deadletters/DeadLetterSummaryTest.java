package dev.kcompact.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.deadletters.DeadLetterSummary.DeadLetterCount;
import dev.kcompact.cli.kafka.MessageLog.Message;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterSummaryTest {
  private static Message message(String table, String rule, String key, String attempt) {
    return new Message(
        key,
        "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        Map.of(
            "kc-table", table, "kc-source", "compactor", "kc-rule", rule, "kc-attempt", attempt));
  }

  @Test
  void messagesAreCountedByTableAndRuleAndRecordsByTheirKey() {
    DeadLetterSummary summary = new DeadLetterSummary(null);
    summary.add(message("orders", "wrong_type", "b#1", "1"));
    summary.add(message("orders", "wrong_type", "a#7", "2"));
    summary.add(message("orders", "wrong_type", "a#7", "1"));
    summary.add(message("customers", "too_deep", "c#0", "1"));

    assertThat(summary.counts())
        .containsExactly(
            new DeadLetterCount("customers", "compactor", "too_deep", 1, 1, 1, "c#0"),
            new DeadLetterCount("orders", "compactor", "wrong_type", 3, 2, 2, "a#7"));
  }

  @Test
  void onlyOneTableWhenItIsNamed() {
    DeadLetterSummary summary = new DeadLetterSummary("orders");
    summary.add(message("orders", "wrong_type", "a#7", "1"));
    summary.add(message("customers", "too_deep", "c#0", "1"));

    assertThat(summary.counts()).extracting(DeadLetterCount::table).containsExactly("orders");
  }

  @Test
  void aMessageOfSomebodyElseIsCountedAsUnknown() {
    DeadLetterSummary summary = new DeadLetterSummary(null);
    summary.add(new Message("k", new byte[0], Map.of("kc-attempt", "many")));

    assertThat(summary.counts()).containsExactly(new DeadLetterCount("?", "?", "?", 1, 1, 0, "k"));
  }
}
