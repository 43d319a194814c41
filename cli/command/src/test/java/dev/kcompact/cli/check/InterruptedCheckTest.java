package dev.kcompact.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kcompact.cli.KcompactCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C leaves neither a part of a report nor temporary files. */
@Tag("full")
class InterruptedCheckTest {
  private static final int SIGINT_EXIT = 130;

  @TempDir Path tmp;

  @Test
  void leavesNothingBehind() throws Exception {
    CheckedFolder folder = new CheckedFolder(tmp);
    String lines = "{\"id\":1,\"status\":\"NEW\",\"amount\":1.5}\n".repeat(2000);
    for (int i = 0; i < 500; i++) {
      folder.put(1 + i % 28, 0, 10_000L * i, lines);
    }
    Path work = tmp.resolve("work");
    Process check =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    KcompactCommand.class.getName(),
                    "check",
                    "--all",
                    "--source",
                    "file://" + folder.source() + "/",
                    "--tables",
                    tmp.resolve("conf").toString(),
                    "--work",
                    work.toString(),
                    "--report",
                    folder.report().toString()))
            .directory(tmp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(tmp.resolve("output").toFile())
            .start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> hasParquet(work.toFile()));

      new ProcessBuilder("kill", "-INT", Long.toString(check.pid())).start().waitFor();

      assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(check.exitValue())
          .as(Files.readString(tmp.resolve("output")))
          .isEqualTo(SIGINT_EXIT);
      assertThat(folder.report()).doesNotExist();
      assertThat(work).doesNotExist();
    } finally {
      check.destroyForcibly();
    }
  }

  private static boolean hasParquet(File folder) {
    File[] inside = folder.listFiles();
    if (inside == null) {
      return folder.getName().endsWith(".parquet");
    }
    for (File each : inside) {
      if (hasParquet(each)) {
        return true;
      }
    }
    return false;
  }
}
