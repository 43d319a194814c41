package dev.kcompact.testbed;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.testbed.stack.Checkout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The command as the launcher runs it, in this JVM. */
public final class KcompactTool {
  private KcompactTool() {}

  /** The options of each command, by its name. */
  public static Map<String, Set<String>> commands() {
    return TestbedCommand.commandLine().getSubcommands().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                command -> Set.copyOf(command.getValue().getCommandSpec().optionsMap().keySet())));
  }

  /** Runs a command on the built parts of this repository; returns its exit code. */
  public static int run(String... arguments) {
    System.setProperty(Checkout.PROPERTY, Path.of("../..").toAbsolutePath().normalize().toString());
    return TestbedCommand.commandLine().execute(arguments);
  }

  /** What a command prints. */
  public static String output(String... arguments) {
    System.setProperty(Checkout.PROPERTY, Path.of("../..").toAbsolutePath().normalize().toString());
    StringWriter text = new StringWriter();
    int exit;
    try {
      exit = TestbedCommand.commandLine().setOut(new PrintWriter(text, true)).execute(arguments);
    } finally {
      // Other tests in this JVM see that a command asks for it.
      System.clearProperty(Checkout.PROPERTY);
    }
    if (exit != ExitCode.SUCCESS) {
      throw new AssertionError(String.join(" ", arguments) + " ended with " + exit);
    }
    return text.toString();
  }
}
