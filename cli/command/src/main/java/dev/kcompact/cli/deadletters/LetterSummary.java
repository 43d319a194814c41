package dev.kcompact.cli.deadletters;

import dev.kcompact.cli.kafka.Message;
import dev.kcompact.contract.message.DeadLetterHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts letters by their headers alone. Not for several threads. */
final class LetterSummary {
  private static final String UNKNOWN = "?";

  private record Kind(String table, String sender, String rule) {}

  private static final class Tally {
    private final SortedSet<String> keys = new TreeSet<>();
    private long letters;
    private int attempts;

    void add(String key, int attempt) {
      keys.add(key);
      letters++;
      attempts = Math.max(attempts, attempt);
    }
  }

  private final @Nullable String table;
  private final Map<Kind, Tally> tallies =
      new TreeMap<>(
          Comparator.comparing(Kind::table).thenComparing(Kind::sender).thenComparing(Kind::rule));

  /**
   * @param table only its letters; null for all
   */
  LetterSummary(@Nullable String table) {
    this.table = table;
  }

  /** Takes one letter; a message without kcompact's headers is counted as {@code ?}. */
  void add(Message letter) {
    Map<String, String> headers = letter.headers();
    Kind kind =
        new Kind(
            headers.getOrDefault(DeadLetterHeaders.TABLE, UNKNOWN),
            headers.getOrDefault(DeadLetterHeaders.SOURCE, UNKNOWN),
            headers.getOrDefault(DeadLetterHeaders.RULE, UNKNOWN));
    if (table == null || table.equals(kind.table())) {
      tallies
          .computeIfAbsent(kind, any -> new Tally())
          .add(letter.key(), attempt(headers.get(DeadLetterHeaders.ATTEMPT)));
    }
  }

  private static int attempt(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** What was counted, by table, sender and rule. */
  List<LetterCount> counts() {
    List<LetterCount> counts = new ArrayList<>();
    tallies.forEach(
        (kind, tally) ->
            counts.add(
                new LetterCount(
                    kind.table(),
                    kind.sender(),
                    kind.rule(),
                    tally.letters,
                    tally.keys.size(),
                    tally.attempts,
                    tally.keys.first())));
    return counts;
  }
}
