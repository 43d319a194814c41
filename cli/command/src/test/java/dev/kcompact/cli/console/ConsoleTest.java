package dev.kcompact.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);

  @Test
  void showsPlainLinesWhereItIsNoTerminal() {
    try (Console.Task task = console.task("Writing", "objects", 40)) {
      for (int i = 1; i <= 40; i++) {
        task.doneTo(i);
      }
    }

    List<String> lines = err.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(11);
    assertThat(lines.get(0)).isEqualTo("Writing ...");
    assertThat(lines.get(1)).isEqualTo("Writing: 4 of 40 objects");
    assertThat(lines.get(9)).isEqualTo("Writing: 36 of 40 objects");
    assertThat(lines.get(10)).matches("Writing: 40 objects in \\d+\\.\\d s");
  }

  @Test
  void keepsTheResultApartFromTheProgress() {
    console.say("doing");
    console.print("done");

    assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("done");
    assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("doing");
  }
}
