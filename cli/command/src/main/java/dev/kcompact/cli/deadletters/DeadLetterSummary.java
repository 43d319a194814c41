package dev.kcompact.cli.deadletters;

import dev.kcompact.cli.kafka.MessageLog.Message;
import dev.kcompact.contract.message.DeadLetterHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts dead letters by their headers. Not thread-safe. */
final class DeadLetterSummary {
  private static final String UNKNOWN = "?";

  private record Kind(String table, String sender, String rule) {}

  private static final class Totals {
    private final SortedSet<String> keys = new TreeSet<>();
    private long messages;
    private int attempts;

    void add(String key, int attempt) {
      keys.add(key);
      messages++;
      attempts = Math.max(attempts, attempt);
    }
  }

  private final @Nullable String table;
  private final Map<Kind, Totals> totals =
      new TreeMap<>(
          Comparator.comparing(Kind::table).thenComparing(Kind::sender).thenComparing(Kind::rule));

  /**
   * @param table limits the count to one table; null for all
   */
  DeadLetterSummary(@Nullable String table) {
    this.table = table;
  }

  /** Counts one message; a missing header is counted as {@code ?}. */
  void add(Message message) {
    Map<String, String> headers = message.headers();
    Kind kind =
        new Kind(
            headers.getOrDefault(DeadLetterHeaders.TABLE, UNKNOWN),
            headers.getOrDefault(DeadLetterHeaders.SOURCE, UNKNOWN),
            headers.getOrDefault(DeadLetterHeaders.RULE, UNKNOWN));
    if (table == null || table.equals(kind.table())) {
      totals
          .computeIfAbsent(kind, any -> new Totals())
          .add(message.key(), attempt(headers.get(DeadLetterHeaders.ATTEMPT)));
    }
  }

  private static int attempt(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** Returns the counts, sorted by table, sender and rule. */
  List<DeadLetterCount> counts() {
    List<DeadLetterCount> counts = new ArrayList<>();
    totals.forEach(
        (kind, total) ->
            counts.add(
                new DeadLetterCount(
                    kind.table(),
                    kind.sender(),
                    kind.rule(),
                    total.messages,
                    total.keys.size(),
                    total.attempts,
                    total.keys.first())));
    return counts;
  }

  /**
   * Counts of the dead letters of one table, sender and broken rule.
   *
   * @param sender the compactor or the finalizer
   * @param rule a reason's code, or the names of the broken rules
   * @param messages number of messages
   * @param records number of distinct records, each an object and a line
   * @param attempts the largest number of attempts for one record
   * @param first the first record in the order of names
   */
  record DeadLetterCount(
      String table,
      String sender,
      String rule,
      long messages,
      long records,
      int attempts,
      String first) {
    DeadLetterCount {
      if (records < 1 || messages < records) {
        throw new IllegalArgumentException(
            "messages are fewer than records: " + messages + " of " + records);
      }
    }
  }
}
