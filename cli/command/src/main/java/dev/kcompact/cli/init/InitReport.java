package dev.kcompact.cli.init;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.inspect.InferredTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what was found. It has names, counts and types, and no content of records. */
final class InitReport {
  private static final int SHOWN = 60;
  private static final String ROW = "%-32s %12s %10s %-26s %-28s %7s %s";

  private final Console console;

  InitReport(Console console) {
    this.console = console;
  }

  void print(List<TopicOutcome> outcomes, List<String> oddities) {
    List<String> toLookAt = new ArrayList<>();
    List<String> odd = new ArrayList<>(oddities);
    console.print(
        ROW.formatted("topic", "objects", "bytes", "days", "table", "columns", "good records"));
    for (TopicOutcome outcome : outcomes) {
      FoundTopic topic = outcome.topic();
      InferredTable table = outcome.inferred();
      String more = topic.isComplete() ? "" : "+";
      console.print(
          ROW.formatted(
              topic.topic(),
              "%,d%s".formatted(outcome.objects(), more),
              bytes(topic.bytes()) + more,
              outcome.days(),
              table == null ? "-" : table.table(),
              table == null ? "-" : table.columns(),
              table == null ? outcome.note() : good(table)));
      String where = topic.prefix() + " (" + topic.topic() + ")";
      topic
          .oddities()
          .forEach((what, count) -> odd.add("%s: %,d objects: %s".formatted(where, count, what)));
      if (table != null) {
        table.findings().forEach(finding -> toLookAt.add(table.table() + ": " + finding));
        table
            .corrupt()
            .forEach(
                (reason, count) ->
                    odd.add("%s: %,d records are %s".formatted(where, count, reason)));
      }
    }
    section("Please look at:", toLookAt);
    section("Odd:", odd);
  }

  private static String good(InferredTable table) {
    return "%,d of %,d".formatted(table.good(), table.records());
  }

  private void section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    console.print("");
    console.print(title);
    lines.stream().limit(SHOWN).forEach(line -> console.print("  " + line));
    if (lines.size() > SHOWN) {
      console.print(
          "  and %,d more; the schemas' comments have them".formatted(lines.size() - SHOWN));
    }
  }

  private static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }
}
