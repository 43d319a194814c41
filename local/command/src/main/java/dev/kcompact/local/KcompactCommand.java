package dev.kcompact.local;

import dev.kcompact.local.audit.AuditCommand;
import dev.kcompact.local.compact.CompactCommand;
import dev.kcompact.local.cost.CostCommand;
import dev.kcompact.local.demo.DemoCommand;
import dev.kcompact.local.faults.FaultsCommand;
import dev.kcompact.local.letters.LettersCommand;
import dev.kcompact.local.servicenow.ServiceNowCommand;
import dev.kcompact.local.stack.FunctionsCommand;
import dev.kcompact.local.workflow.FinalizeCommand;
import dev.kcompact.local.workflow.RollbackCommand;
import dev.kcompact.local.workflow.RunsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code kcompact} command: its own help, and the subcommands. */
@Command(
    name = "kcompact",
    mixinStandardHelpOptions = true,
    versionProvider = KcompactCommand.Version.class,
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      CompactCommand.class,
      AuditCommand.class,
      FinalizeCommand.class,
      RollbackCommand.class,
      RunsCommand.class,
      FaultsCommand.class,
      CostCommand.class,
      LettersCommand.class,
      FunctionsCommand.class,
      ServiceNowCommand.class
    },
    description =
        "Rolls the small JSON objects of Kafka Connect's S3 sink into large Parquet files,"
            + " and runs the whole system on this machine.")
public final class KcompactCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private KcompactCommand() {}

  /** Runs one subcommand and ends the JVM with its exit code (see {@link ExitCode}). */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    FailureLine failures = new FailureLine();
    return new CommandLine(new KcompactCommand())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  /** The version that the jar was built as. */
  static final class Version implements IVersionProvider {
    /** Called by picocli. */
    Version() {}

    @Override
    public String[] getVersion() {
      String version = KcompactCommand.class.getPackage().getImplementationVersion();
      return new String[] {"kcompact " + (version == null ? "(not packaged)" : version)};
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing subcommand");
  }
}
