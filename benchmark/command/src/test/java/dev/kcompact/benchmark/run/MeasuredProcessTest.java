package dev.kcompact.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredProcessTest {
  /** Uses a known amount of CPU time on any machine. */
  private static final String BURN =
      "import time; x = ' ' * 50000000\\nwhile time.process_time() < 0.5: pass";

  @TempDir Path folder;

  @Test
  void theChildrenOfTheChildCount() throws Exception {
    Usage usage =
        new MeasuredProcess(folder)
            .run(
                "burner",
                List.of("sh", "-c", "printf \"" + BURN + "\" | python3 -; true"),
                Map.of(),
                folder.resolve("burner.log"));
    assertThat(usage.cpuSeconds()).isBetween(0.5, 5.0);
    assertThat(usage.wallSeconds()).isGreaterThan(0.4);
    assertThat(usage.rssMb()).isBetween(50.0, 500.0);
  }

  @Test
  void aFailureNamesTheLog() throws Exception {
    MeasuredProcess processes = new MeasuredProcess(folder);
    Path log = folder.resolve("bad.log");
    assertThatThrownBy(
            () -> processes.run("bad", List.of("sh", "-c", "echo so; exit 7"), Map.of(), log))
        .isInstanceOf(IOException.class)
        .hasMessage("bad exited with code 7: see " + log);
    assertThat(Files.readString(log)).isEqualTo("so\n");
  }

  @Test
  void theClockOfARunningProcessReadsLinuxsFields() {
    assertThat(ProcessClock.parse("7 (a) b) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0\n"))
        .isEqualTo(3.0);
  }
}
