package dev.kcompact.benchmark.compare;

import dev.kcompact.benchmark.run.S3Place.Requests;
import dev.kcompact.benchmark.run.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The results as text: medians, and ratios, which depend less on the machine. */
public final class ResultTable {
  private static final String[] HEADER = {
    "storage", "subject", "wall s", "CPU s", "RSS MB", "GET", "HEAD", "LIST", "PUT", "output MB"
  };

  private final Results results;

  public ResultTable(Results results) {
    this.results = results;
  }

  /** Markdown tables: one of all subjects, then one each of CPU and wall-clock ratios. */
  public String text() {
    StringBuilder text = new StringBuilder();
    table(text, figures());
    for (Storage storage : Storage.values()) {
      List<String> subjects = results.subjects(storage);
      if (subjects.size() > 1) {
        text.append("\nCPU seconds on ").append(storage.label()).append(", row by column\n\n");
        table(text, ratios(storage, subjects, result -> result.usage().cpuSeconds()));
        text.append("\nWall clock on ").append(storage.label()).append(", row by column\n\n");
        table(text, ratios(storage, subjects, result -> result.usage().wallSeconds()));
      }
    }
    return text.toString();
  }

  private List<String[]> figures() {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADER);
    for (Storage storage : Storage.values()) {
      for (String subject : results.subjects(storage)) {
        rows.add(
            new String[] {
              storage.label(),
              subject,
              figure("%.1f", subject, storage, result -> result.usage().wallSeconds()),
              figure("%.1f", subject, storage, result -> result.usage().cpuSeconds()),
              figure("%.0f", subject, storage, result -> result.usage().rssMb()),
              requests(subject, storage, Requests::gets),
              requests(subject, storage, Requests::heads),
              requests(subject, storage, Requests::lists),
              requests(subject, storage, Requests::puts),
              figure("%.2f", subject, storage, result -> result.outputBytes() / 1e6)
            });
      }
    }
    return rows;
  }

  private List<String[]> ratios(
      Storage storage, List<String> subjects, ToDoubleFunction<Result> of) {
    List<String[]> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(subjects);
    rows.add(header.toArray(String[]::new));
    for (String subject : subjects) {
      List<String> row = new ArrayList<>(List.of(subject));
      for (String peer : subjects) {
        row.add(formatted("%.2f", results.ratio(subject, peer, storage, of)));
      }
      rows.add(row.toArray(String[]::new));
    }
    return rows;
  }

  private String requests(
      String subject, Storage storage, java.util.function.ToLongFunction<Requests> of) {
    return figure(
        "%.0f",
        subject,
        storage,
        result -> {
          Requests requests = result.requests();
          return requests == null ? Double.NaN : of.applyAsLong(requests);
        });
  }

  private String figure(
      String format, String subject, Storage storage, ToDoubleFunction<Result> of) {
    return formatted(format, results.median(subject, storage, of));
  }

  private static String formatted(String format, OptionalDouble value) {
    return value.isEmpty() || Double.isNaN(value.getAsDouble())
        ? "-"
        : String.format(Locale.ROOT, format, value.getAsDouble());
  }

  private static void table(StringBuilder text, List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    line(text, rows.get(0), widths);
    String[] rule = new String[columns];
    for (int i = 0; i < columns; i++) {
      rule[i] = "-".repeat(widths[i]);
    }
    line(text, rule, widths);
    rows.subList(1, rows.size()).forEach(row -> line(text, row, widths));
  }

  private static void line(StringBuilder text, String[] row, int[] widths) {
    text.append('|');
    for (int i = 0; i < row.length; i++) {
      text.append(' ').append(row[i]).append(" ".repeat(widths[i] - row[i].length())).append(" |");
    }
    text.append('\n');
  }
}
