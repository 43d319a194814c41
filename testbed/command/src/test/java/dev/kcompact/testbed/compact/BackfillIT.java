package dev.kcompact.testbed.compact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.testbed.KcompactTool;
import dev.kcompact.testbed.runbook.Runbook;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.SampleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backfill from a folder, and audits before and after the lake is damaged. */
@Tag("full")
class BackfillIT {
  private static final int OBJECTS = 60;

  @TempDir Path folder;

  private int run(String command, String... more) {
    return KcompactTool.run(
        Stream.concat(
                Stream.of(
                    command,
                    "--source",
                    folder.resolve("raw").toUri().toString(),
                    "--lake",
                    folder.resolve("lake").toUri().toString(),
                    "--tables",
                    "../../conf"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path find(String below, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private Runbook.Result backfill() throws Exception {
    String roots =
        "--source "
            + folder.resolve("raw").toUri()
            + " --lake "
            + folder.resolve("lake").toUri()
            + " --tables conf";
    try (Runbook runbook = new Runbook(folder.resolve("runbook"))) {
      return runbook.with("WHERE", roots).run("Backfill");
    }
  }

  @Test
  void whatIsThereIsCompactedOnceAndProved() throws Exception {
    SampleDay day = SampleDay.of(SampleSpec.of(3, LocalDate.of(2026, 11, 21), OBJECTS, 10));
    new SampleWriter(day, ObjectSink.ofDirectory(folder.resolve("raw")), 2, () -> {}).write();
    assertThat(run("audit")).as("nothing is compacted yet").isEqualTo(1);

    Runbook.Result backfill = backfill();
    assertThat(backfill.exit()).as(backfill.output()).isZero();
    assertThat(backfill.output()).contains("Complete: ");
    Path report = folder.resolve("runbook/backfill.json");
    JsonNode figures = new ObjectMapper().readTree(report.toFile());
    assertThat(figures.path("objects").asInt()).isEqualTo(OBJECTS);
    assertThat(figures.path("rows").asLong()).isEqualTo(day.records());
    assertThat(figures.path("files")).hasSize(4);
    assertThat(figures.path("requests").path("get").asInt()).as("one an object").isEqualTo(OBJECTS);
    assertThat(figures.path("requests").path("head").asInt()).isZero();
    assertThat(run("audit", "--strict")).isZero();

    Path stray = Files.createDirectories(folder.resolve("raw/topics/refunds")).resolve("a.json");
    Files.writeString(stray, "{}");
    assertThat(run("audit")).as("no table owns an object").isZero();
    assertThat(run("audit", "--strict")).isEqualTo(1);
    Path unowned = folder.resolve("unowned.json");
    assertThat(run("audit", "--report", unowned.toString())).isZero();
    assertThat(new ObjectMapper().readTree(unowned.toFile()).path("unowned"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("first").asText()).isEqualTo("topics/refunds/a.json"));
    Files.delete(stray);

    Files.writeString(find("raw", ".json"), "{}");
    assertThat(run("audit")).as("an object was changed").isEqualTo(1);
    Files.delete(find("lake", ".parquet"));
    Path audit = folder.resolve("audit.json");
    assertThat(run("audit", "--report", audit.toString())).as("a file is missing").isEqualTo(1);
    assertThat(new ObjectMapper().readTree(audit.toFile()).path("whole").asBoolean()).isFalse();
    assertThat(run("audit", "--date", "2026-11-20")).as("nothing was looked at").isEqualTo(3);
  }
}
