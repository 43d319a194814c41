package dev.kcompact.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs docs/tutorial.md as a reader does, and compares what each command prints. */
@Tag("full")
class TutorialIT {
  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Path PAGE = BASE.resolve("../../docs/tutorial.md").normalize();
  private static final long TIMEOUT_MINUTES = 8;

  /** Where the page pretends to be. */
  private static final String SHOWN_FOLDER = "/data";

  @TempDir private Path folder;

  /**
   * A command or query of the page.
   *
   * @param expected lines that follow it; empty if the page shows none
   */
  private record Step(String language, String text, List<String> expected) {}

  @Test
  void everyCommandPrintsWhatThePageShows() throws Exception {
    List<Step> steps = steps(Files.readAllLines(PAGE));
    assertThat(steps).as("steps of " + PAGE).hasSizeGreaterThan(8);
    for (Step step : steps) {
      List<String> printed = step.language().equals("sql") ? query(step) : run(step);
      assertThat(printed).as(step.text()).isEqualTo(step.expected());
    }
  }

  /** A block {@code text} or a table after a command is what it prints. */
  private static List<Step> steps(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        List<String> block = List.copyOf(lines.subList(i + 1, end));
        switch (line.substring(3)) {
          case "sh", "sql" ->
              steps.add(new Step(line.substring(3), String.join("\n", block), new ArrayList<>()));
          case "text" -> last(steps).expected().addAll(block);
          default -> throw new AssertionError("Unknown block: " + line);
        }
        i = end;
      } else if (line.startsWith("| ")) {
        last(steps).expected().add(line);
      }
    }
    return steps;
  }

  private static Step last(List<Step> steps) {
    return steps.get(steps.size() - 1);
  }

  private List<String> run(Step step) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-euc", step.text())
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .merge(
            "PATH", BASE.resolve("target/kcompact/bin").toString(), (old, bin) -> bin + ":" + old);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)).as(step.text()).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output, UTF_8).stream().map(this::shown).toList();
    assertThat(process.exitValue()).as(step.text() + "\n" + String.join("\n", lines)).isZero();
    return lines;
  }

  /** Durations and names of files differ from run to run. */
  private String shown(String line) {
    return line.replace(folder.toString(), SHOWN_FOLDER)
        .replaceAll("\\d+\\.\\d s\\b", "7.0 s")
        .replaceAll("part-[0-9a-f-]+-\\d+\\.parquet", "part-….parquet")
        .stripTrailing();
  }

  private List<String> query(Step step) throws SQLException, IOException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      String text = step.text().replace("'lake/", "'" + folder.resolve("lake") + "/");
      try (ResultSet rows = statement.executeQuery(text)) {
        int columns = rows.getMetaData().getColumnCount();
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(rows.getMetaData().getColumnName(i));
        }
        lines.add(row(cells));
        lines.add(row(cells.stream().map(cell -> "---").toList()));
        while (rows.next()) {
          cells.clear();
          for (int i = 1; i <= columns; i++) {
            cells.add(String.valueOf(rows.getString(i)));
          }
          lines.add(row(cells));
        }
      }
    }
    return lines;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
