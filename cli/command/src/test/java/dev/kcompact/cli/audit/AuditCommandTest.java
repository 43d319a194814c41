package dev.kcompact.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.KcompactCommand;
import dev.kcompact.contract.topics.TopicTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** An audit without any object to check fails, and reports the searched locations. */
class AuditCommandTest {
  private static final Path CONF = Path.of("..", "..", "conf");

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(folder.resolve("source"));
    Files.createDirectories(folder.resolve("lake"));
  }

  private void put(String key) throws IOException {
    Path file = folder.resolve("source").resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}\n");
  }

  private int audit(String... more) {
    List<String> arguments = new ArrayList<>(List.of("audit"));
    arguments.addAll(List.of("--source", "file://" + folder.resolve("source")));
    arguments.addAll(List.of("--lake", "file://" + folder.resolve("lake")));
    if (!List.of(more).contains("--tables")) {
      arguments.addAll(List.of("--tables", CONF.toString()));
    }
    arguments.addAll(List.of(more));
    CommandLine line = KcompactCommand.commandLine();
    line.setErr(new PrintWriter(err));
    return line.execute(arguments.toArray(String[]::new));
  }

  private String failure() {
    assertThat(err.toString().lines()).hasSize(1);
    return err.toString().strip();
  }

  @Test
  void anEmptySourceIsAnError() {
    assertThat(audit()).isEqualTo(ExitCode.FAILURE);
    assertThat(failure())
        .startsWith("kcompact: Nothing to audit: no object below file://" + folder)
        .contains("looked at topics/customers/, topics/orders/, topics/payments/")
        .endsWith("check --source and the prefixes of the tables");
  }

  @Test
  void aWrongPrefixIsAnError() throws IOException {
    put("topic/orders/dt=2026-11-22/orders+0+0000000000.json");
    put("topic/orders/dt=2026-11-22/orders+0+0000000010.json");
    assertThat(audit()).isEqualTo(ExitCode.FAILURE);
    assertThat(failure())
        .contains(
            "; found 2 keys that no table owns: topic/ (2, first"
                + " topic/orders/dt=2026-11-22/orders+0+0000000000.json)");
  }

  @Test
  void aDayWithoutObjectsIsAnError() throws IOException {
    put("topics/orders/year=2026/month=11/day=22/orders+0+0000000000.json");
    assertThat(audit("--date", "2026-11-01")).isEqualTo(ExitCode.FAILURE);
    assertThat(failure())
        .contains("belongs to a table and the day 2026-11-01")
        .endsWith("check --source, --date and the prefixes of the tables");
  }

  @Test
  void theReportOfNothingIsNotComplete() throws IOException {
    Path report = folder.resolve("report.json");
    assertThat(audit("--report", report.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(Files.readString(report)).contains("\"whole\" : false");
  }

  @Test
  void aMissingSourceFolderIsAnError() throws IOException {
    Files.delete(folder.resolve("source"));
    assertThat(audit()).isEqualTo(ExitCode.FAILURE);
    assertThat(failure()).startsWith("kcompact: No such folder: file://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3:bucket", "gs://bucket/", "folder", "s3:///x"})
  void aMalformedLocationIsBadUsage(String location) {
    CommandLine line = KcompactCommand.commandLine();
    line.setErr(new PrintWriter(err));
    assertThat(line.execute("audit", "--source", location, "--lake", "s3://lake"))
        .isEqualTo(ExitCode.BAD_USAGE);
    assertThat(failure()).contains("location ", "'" + location + "'");
  }

  @Test
  void topicsOfAWildcardHaveTheTablesOfTheLakesDocument() throws IOException {
    Path tables = Files.createDirectories(folder.resolve("conf/tables"));
    Files.writeString(
        tables.resolve("any.yaml"),
        """
        table: any_{topic}
        domain: raw
        source: { topic: '*', prefix: topics/ }
        day: { from: path }
        schema: any
        """);
    put("topics/a/year=2026/month=11/day=22/a+0+1.json");
    String conf = folder.resolve("conf").toString();

    assertThat(audit("--tables", conf)).isEqualTo(ExitCode.FAILURE);
    assertThat(failure()).startsWith("kcompact: No topic has a table yet: ");
    Path document = folder.resolve("lake").resolve(TopicTables.KEY);
    Files.createDirectories(document.getParent());
    Files.writeString(
        document,
        TopicTables.NONE
            .with(new TopicTables.Entry("topics/", "a", "any_a", Instant.EPOCH))
            .toJson());
    put("topics/a/year=2026/month=11/day=23/a+0+2.json");
    put("topics/b/year=2026/month=11/day=22/b+0+1.json");
    Path report = folder.resolve("report.json");

    assertThat(audit("--tables", conf, "--report", report.toString()))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(Files.readString(report))
        .contains("\"any_a\"", "\"objects\" : 2")
        .contains("\"folder\" : \"topics/b/\"")
        .doesNotContain("any_b");
  }
}
