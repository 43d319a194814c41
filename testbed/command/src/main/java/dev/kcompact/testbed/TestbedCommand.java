package dev.kcompact.testbed;

import dev.kcompact.cli.KcompactCommand;
import dev.kcompact.testbed.cost.CostCommand;
import dev.kcompact.testbed.demo.DemoCommand;
import dev.kcompact.testbed.faults.FaultsCommand;
import dev.kcompact.testbed.stack.FunctionsCommand;
import dev.kcompact.testbed.stack.ServiceNowCommand;
import dev.kcompact.testbed.stack.UpCommand;
import picocli.CommandLine;

/** The {@code kcompact} command of a checkout, with the subcommands of the test bed. */
public final class TestbedCommand {
  private TestbedCommand() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return KcompactCommand.commandLine(
        DemoCommand.class,
        UpCommand.class,
        FaultsCommand.class,
        CostCommand.class,
        FunctionsCommand.class,
        ServiceNowCommand.class);
  }
}
