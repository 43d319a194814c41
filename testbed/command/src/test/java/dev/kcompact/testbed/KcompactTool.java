package dev.kcompact.testbed;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.testbed.stack.Checkout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the command as the launcher does, in this JVM. */
public final class KcompactTool {
  private KcompactTool() {}

  /** The options of each command, by name. */
  public static Map<String, Set<String>> commands() {
    return TestbedCommand.commandLine().getSubcommands().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                command -> Set.copyOf(command.getValue().getCommandSpec().optionsMap().keySet())));
  }

  /** Runs a command on this repository's build output and returns its exit code. */
  public static int run(String... arguments) {
    setProperties();
    return TestbedCommand.commandLine().execute(arguments);
  }

  private static void setProperties() {
    Path root = Path.of("../..").toAbsolutePath().normalize();
    System.setProperty(Checkout.PROPERTY, root.toString());
    System.setProperty(
        Installation.PROPERTY, root.resolve("cli/command/target/kcompact").toString());
    System.setProperty(Installation.WORK_PROPERTY, root.resolve(".work").toString());
  }

  /** Returns a command's output. */
  public static String output(String... arguments) {
    setProperties();
    StringWriter text = new StringWriter();
    int exit;
    try {
      exit = TestbedCommand.commandLine().setOut(new PrintWriter(text, true)).execute(arguments);
    } finally {
      // Other tests in this JVM detect that a command uses it.
      System.clearProperty(Checkout.PROPERTY);
      System.clearProperty(Installation.PROPERTY);
      System.clearProperty(Installation.WORK_PROPERTY);
    }
    if (exit != ExitCode.SUCCESS) {
      throw new AssertionError(String.join(" ", arguments) + " ended with " + exit);
    }
    return text.toString();
  }
}
