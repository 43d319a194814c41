package dev.kcompact.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.CapturedRun;
import dev.kcompact.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  private static final Path SINKS =
      Path.of("src/test/resources/dev/kcompact/cli/check").toAbsolutePath();

  @TempDir Path tmp;
  private CheckedFolder folder;

  @BeforeEach
  void create() throws IOException {
    folder = new CheckedFolder(tmp);
  }

  /** Objects that real sinks wrote, each shape with its definition. */
  @Test
  void everyShapeOfASinkPasses() throws IOException {
    Path report = tmp.resolve("sinks.json");
    CapturedRun run =
        CapturedRun.of(
            "check",
            "--source",
            "file://" + SINKS.resolve("sinks"),
            "--tables",
            SINKS.resolve("conf").toString(),
            "--work",
            tmp.resolve("work").toString(),
            "--report",
            report.toString());

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.SUCCESS);
    JsonNode tables = new ObjectMapper().readTree(Files.readString(report)).get("tables");
    Map<String, Integer> good = new HashMap<>();
    tables
        .properties()
        .forEach(each -> good.put(each.getKey(), each.getValue().at("/good").intValue()));
    assertThat(good)
        .isEqualTo(
            Map.of(
                "cdc",
                7,
                "defaults",
                30,
                "keyed",
                20,
                "mongo",
                4,
                "paired",
                4,
                "snappy",
                30,
                "template",
                15,
                "text",
                4,
                "typed",
                4));
    assertThat(tables.at("/paired/excluded/keys").intValue()).isEqualTo(1);
    assertThat(tables.at("/cdc/unknown/took/integer").intValue()).isEqualTo(7);
    assertThat(tmp.resolve("work")).doesNotExist();
  }

  /** Lines of every kind in random order; the numbers are those of the lines that were made. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countsWhatIsThere(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, String> kinds =
        Map.of(
            "good", "{\"id\":%d,\"status\":\"NEW\",\"amount\":1.50}",
            "malformed_json", "{\"id\":%d,",
            "missing_required:/status", "{\"id\":%d}",
            "wrong_type:/amount", "{\"id\":%d,\"status\":\"NEW\",\"amount\":\"x\"}",
            "enum:/status", "{\"id\":%d,\"status\":\"ELSE\"}",
            "positive", "{\"id\":%d,\"status\":\"NEW\",\"amount\":0}",
            "small", "{\"id\":%d,\"status\":\"NEW\",\"amount\":2000}",
            "unknown", "{\"id\":%d,\"status\":\"PAID\",\"note\":\"x\"}");
    Map<String, Integer> made = new HashMap<>();
    int id = 0;
    for (int i = 0; i < 20; i++) {
      StringBuilder text = new StringBuilder();
      int lines = 1 + random.nextInt(40);
      for (int line = 0; line < lines; line++) {
        String kind = kinds.keySet().stream().sorted().toList().get(random.nextInt(kinds.size()));
        text.append(kinds.get(kind).formatted(id++)).append('\n');
        made.merge(kind, 1, Integer::sum);
      }
      folder.put(21 + i % 3, i % 2, 1000L * i, text.toString());
    }

    CapturedRun run = folder.check();

    assertThat(run.exit()).as(run.all()).isEqualTo(ExitCode.DOES_NOT_HOLD);
    JsonNode table = folder.reportedTable();
    assertThat(table.at("/records").intValue()).isEqualTo(id);
    assertThat(table.at("/good").intValue())
        .isEqualTo(made.get("good") + made.get("small") + made.get("unknown"));
    assertThat(table.at("/corrupt").intValue())
        .isEqualTo(
            made.get("malformed_json")
                + made.get("missing_required:/status")
                + made.get("wrong_type:/amount"));
    Map<String, Integer> found = new HashMap<>();
    table
        .get("reasons")
        .forEach(each -> found.put(each.get("reason").textValue(), each.get("count").intValue()));
    table
        .get("rules")
        .forEach(each -> found.put(each.get("rule").textValue(), each.get("count").intValue()));
    found.put("unknown", table.at("/unknown/note/string").intValue());
    made.remove("good");
    assertThat(found).isEqualTo(made);
  }

  @Test
  void namesTheFirstPlaces() throws IOException {
    String first = folder.put(21, 0, 0, "{\"id\":1,\"status\":\"NEW\"}\nnonsense\n");
    String second = folder.put(22, 1, 7, "{\"id\":2,\"status\":\"GONE\"}\n");

    CapturedRun run = folder.check();

    assertThat(run.out()).contains(first + "#1", second + "#0").doesNotContain("nonsense", "GONE");
    CapturedRun shown = folder.check("--show");
    assertThat(shown.out()).contains("nonsense", "GONE");
  }

  @ParameterizedTest
  @CsvSource({"0.4, 1", "40%, 1", "0.5, 0", "50%, 0"})
  void theShareDecides(String share, int exit) throws IOException {
    folder.put(21, 0, 0, "{\"id\":1,\"status\":\"NEW\"}\nnonsense\n");

    assertThat(folder.check("--max-reject", share).exit()).isEqualTo(exit);
  }

  @Test
  void aRuleThatFailsTheDayIsAboveEveryShare() throws IOException {
    folder.rule("{ name: never, sql: \"id > 5\", severity: fail }");
    folder.put(21, 0, 0, "{\"id\":1,\"status\":\"NEW\"}\n");

    assertThat(folder.check("--max-reject", "1").exit()).isEqualTo(ExitCode.DOES_NOT_HOLD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "x", "101%"})
  void refusesWhatIsNoShare(String share) {
    CapturedRun run = folder.check("--max-reject", share);

    assertThat(run.exit()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(run.err()).contains("expected a share such as 0.01 or 1%");
  }

  @Test
  void rulesOfOtherTablesAndDaysAreNamed() throws IOException {
    folder.rule("{ name: enough, rows: { days: 7, least: 0.5, most: 2 }, severity: warn }");
    folder.put(21, 0, 0, "{\"id\":1,\"status\":\"NEW\"}\n");

    CapturedRun run = folder.check();

    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(run.out()).contains("not checked: enough (needs the complete day)");
  }

  @Test
  void uniqueValuesAreThoseOfADay() throws IOException {
    folder.rule("{ name: once, unique: [amount], severity: reject }");
    folder.put(21, 0, 0, "{\"id\":1,\"status\":\"NEW\",\"amount\":1}\n");
    folder.put(22, 0, 1, "{\"id\":2,\"status\":\"NEW\",\"amount\":1}\n");
    assertThat(folder.check().exit()).isZero();

    folder.put(22, 0, 2, "{\"id\":3,\"status\":\"NEW\",\"amount\":1}\n");
    CapturedRun run = folder.check();
    assertThat(run.out()).contains("rule once (reject): 1");
  }

  @Test
  void namesWhatIsOdd() throws IOException {
    String line = "{\"id\":1,\"status\":\"NEW\"}\n";
    folder.put(21, 0, 0, line.repeat(3));
    folder.put(21, 0, 2, line);
    folder.put(22, 0, 2, line);
    folder.put("topics/orders/dt=2026-11-22/_SUCCESS", "");
    folder.put("topics/orders/orders+1+0000000009.json", line);
    folder.put("topics/other/dt=2026-11-22/other+0+0000000000.json", line);
    folder.put("topics/orders/dt=2026-11-22/other+0+0000000000.json", line);

    CapturedRun run = folder.check();

    assertThat(run.out())
        .contains(
            "names outside of the day layout: 1",
            "names with an offset of another object: 1",
            "names that overlap the next object of their directory: 1",
            "3 keys that no table owns:",
            "topics/other/: 1",
            "topics/orders/dt=2026-11-22/: 2");
  }

  @Test
  void mapKeysAreNotShown() throws IOException {
    folder.put(
        21,
        0,
        0,
        "{\"id\":1,\"status\":\"NEW\",\"by\":{\"secret-key\":{\"m\":1}},\"lines\":[{\"qty\":1}]}\n");

    CapturedRun run = folder.check();

    assertThat(run.out())
        .contains("unknown field by/*/m: integer 1", "unknown field lines/*/qty: integer 1")
        .doesNotContain("secret-key");
  }

  @Test
  void nothingIsAnError() throws IOException {
    CapturedRun empty = folder.check();
    assertThat(empty.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(empty.err()).contains("Nothing to check: no object below file://");

    folder.put(21, 0, 0, "{\"id\":1,\"status\":\"NEW\"}\n");
    CapturedRun otherDay = folder.check("--date", "2026-11-20");
    assertThat(otherDay.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(otherDay.err()).contains("and the day 2026-11-20; check --source");
    CapturedRun otherTable = folder.check("--table", "order");
    assertThat(otherTable.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(otherTable.err()).contains("no base table order is defined; defined are orders");
    assertThat(folder.check("--all", "--sample", "3").exit()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(folder.report()).doesNotExist();
  }

  /** With a lake, the days that a new definition still has to compact are named. */
  @Test
  void namesDaysWithoutFiles() throws IOException {
    String line = "{\"id\":1,\"status\":\"NEW\"}\n";
    folder.put(20, 0, 0, line);
    folder.put(21, 0, 1, line);
    folder.put(22, 0, 2, line);
    Path file = tmp.resolve("lake/compacted/orders/dt=2026-11-20/part-0.parquet");
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, "");

    CapturedRun run = folder.check("--lake", "file://" + tmp.resolve("lake"));

    assertThat(run.out()).contains("no file yet for 2 days: 2026-11-21 to 2026-11-22");
    assertThat(folder.reportedTable().get("uncompacted")).hasSize(2);
  }

  /** Topics without a definition are checked by their wildcard's schema. */
  @Test
  void topicsOfAWildcardAreChecked() throws IOException {
    folder.put("topics/clicks/dt=2026-11-22/clicks+0+0000000000.json", "{\"a\":1}\n[2]\nno\n");
    folder.put(22, 0, 2, "{\"id\":1,\"status\":\"NEW\"}\n");
    Files.writeString(
        tmp.resolve("conf/tables/rest.yaml"),
        """
        table: any_{topic}
        domain: rest
        source: { topic: '*', prefix: topics/, naming: confluent }
        day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
        schema: any
        """);

    CapturedRun run = folder.check();

    assertThat(run.out())
        .contains("3 records: 2 good, 1 corrupt")
        .doesNotContain("keys that no table owns");
    assertThat(folder.reported().at("/tables/any_clicks/good").intValue()).isEqualTo(2);
  }

  @Test
  void oneDayIsEnough() throws IOException {
    folder.put(21, 0, 0, "nonsense\n");
    folder.put(22, 0, 1, "{\"id\":1,\"status\":\"NEW\"}\n");

    assertThat(folder.check("--date", "2026-11-22", "--all").exit()).isZero();
    assertThat(folder.check("--date", "2026-11-21", "--all").exit()).isEqualTo(1);
    try (Stream<Path> left = Files.list(tmp)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("source", "conf", "report.json");
    }
  }
}
