package dev.kcompact.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.testbed.faults.Totals.Line;
import dev.kcompact.testbed.faults.Totals.Outcome;
import dev.kcompact.testbed.proxy.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultReportTest {
  @TempDir private Path folder;

  private static FaultReport report(Outcome total, @Nullable String stopped, String... failures) {
    return new FaultReport(
        7,
        2,
        3,
        total,
        List.of(new Line("TaskManager killed", 2, total)),
        Map.of("job: GET raw", new EnumMap<>(Map.of(Fault.RESET, 1, Fault.CORRUPT, 2))),
        Map.of("job: GET raw", List.of(Fault.STALL)),
        List.of("episode-1/compacted/a.parquet"),
        List.of(failures),
        stopped,
        60);
  }

  @Test
  void theJsonHasWhatOthersScriptAgainst() throws Exception {
    Path file = folder.resolve("new/report.json");

    report(new Outcome(100, 1, 0, 2), "S3 is away", "one thing").write(file);

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {
              "seed" : 7,
              "kills" : 2,
              "request_faults" : 3,
              "records_in" : 100,
              "lost" : 1,
              "doubled" : 0,
              "wrong" : 2,
              "open_uploads" : 1,
              "seconds" : 60,
              "faults" : [ {
                "fault" : "TaskManager killed",
                "times" : 2,
                "records_in" : 100,
                "lost" : 1,
                "doubled" : 0,
                "wrong" : 2
              } ],
              "requests" : {
                "job: GET raw" : {
                  "connection reset" : 1,
                  "answer corrupt, length right" : 2
                }
              },
              "not_met" : {
                "job: GET raw" : [ "stalled, performed late" ]
              },
              "complaints" : [ "one thing" ],
              "left_behind" : [ "episode-1/compacted/a.parquet" ],
              "stopped" : "S3 is away"
            }
            """);
  }

  @Test
  void theTableHasALineForEachFaultAndOneForAll() {
    assertThat(report(new Outcome(1234, 0, 0, 0), null).table())
        .containsExactly(
            "fault                                           times   records in    lost duplicated   wrong",
            "TaskManager killed                                  2        1,234       0          0       0",
            "request: connection reset                           1        1,234       0          0       0",
            "request: answer corrupt, length right               2        1,234       0          0       0",
            "all                                                 5        1,234       0          0       0");
  }

  @Test
  void holdsWithoutLostDuplicatedOrWrongRecordsAndFailures() {
    assertThat(report(new Outcome(5, 0, 0, 0), null).holds()).isTrue();
    assertThat(report(new Outcome(5, 1, 0, 0), null).holds()).isFalse();
    assertThat(report(new Outcome(5, 0, 1, 0), null).holds()).isFalse();
    assertThat(report(new Outcome(5, 0, 0, 1), null).holds()).isFalse();
    assertThat(report(new Outcome(5, 0, 0, 0), null, "a second job goes on").holds()).isFalse();
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("taken")).resolve("report.json");

    assertThatThrownBy(() -> report(new Outcome(1, 0, 0, 0), null).write(file))
        .isInstanceOf(CommandException.class)
        .hasMessage("Failed to write the report: " + file);
  }
}
