package dev.kcompact.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TestbedCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {"", "demo", "up", "faults", "cost", "functions", "servicenow", "compact", "audit"})
  void helpsEverywhere(String subcommand) {
    String[] arguments = (subcommand + " --help").trim().split(" ");

    assertThat(run(arguments)).isEqualTo(ExitCode.SUCCESS);
    assertThat(out.toString()).contains("Usage: kcompact");
    assertThat(err.toString()).isEmpty();
  }

  /** The example in each command's help is a command line that it takes. */
  @TestFactory
  Stream<DynamicTest> everyHelpHasAnExample() {
    CommandLine root = TestbedCommand.commandLine();
    return root.getSubcommands().values().stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandName(),
                    () -> {
                      String name = command.getCommandSpec().qualifiedName();
                      String[] footer = command.getCommandSpec().usageMessage().footer();
                      String prefix = "Example: " + name;
                      assertThat(footer).anyMatch(line -> line.startsWith(prefix));
                      String example = footer[footer.length - 1];
                      root.parseArgs(example.substring(example.indexOf(name) + 9).split(" +"));
                    }));
  }

  @Test
  void refusesAnUnknownOptionInOneLine() {
    assertThat(run("up", "--parallel", "2")).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(err.toString().lines())
        .containsExactly("kcompact: Unknown options: '--parallel', '2'. Try: kcompact up --help");
  }

  @Test
  void failsInOneLine() {
    assertThat(run("up")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString().lines())
        .containsExactly(
            "kcompact: Missing the property kcompact.checkout: start ./kcompact instead");
  }

  private int run(String... arguments) {
    CommandLine command = TestbedCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
