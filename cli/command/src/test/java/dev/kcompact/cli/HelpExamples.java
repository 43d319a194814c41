package dev.kcompact.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import picocli.CommandLine;

/** The examples in the help of commands. */
public final class HelpExamples {
  private HelpExamples() {}

  /** Returns a test for each command: its help has an example, which the command takes. */
  public static Stream<DynamicTest> testsOf(CommandLine root) {
    return Stream.concat(Stream.of(root), root.getSubcommands().values().stream())
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(), () -> test(root, command)));
  }

  private static void test(CommandLine root, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    List<String> examples =
        Arrays.stream(command.getCommandSpec().usageMessage().footer())
            .filter(line -> line.matches("(Example: +| +)kcompact .*"))
            .map(line -> line.substring(line.indexOf("kcompact ")))
            .toList();
    assertThat(examples).as("examples of " + name).isNotEmpty();
    assertThat(examples.get(0)).startsWith(name);
    for (String example : examples) {
      root.parseArgs(example.substring("kcompact ".length()).split(" +"));
    }
  }
}
