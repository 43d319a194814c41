package dev.kcompact.cli;

import dev.kcompact.cli.audit.AuditCommand;
import dev.kcompact.cli.compact.CompactCommand;
import dev.kcompact.cli.deadletters.DeadLettersCommand;
import dev.kcompact.cli.workflow.FinalizeCommand;
import dev.kcompact.cli.workflow.RollbackCommand;
import dev.kcompact.cli.workflow.RunsCommand;
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
      CompactCommand.class,
      AuditCommand.class,
      FinalizeCommand.class,
      RollbackCommand.class,
      RunsCommand.class,
      DeadLettersCommand.class
    },
    description =
        "Compacts the small JSON objects of Kafka Connect's S3 sink into large Parquet files, proves"
            + " that they are complete, and finalizes days.")
public final class KcompactCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private KcompactCommand() {}

  /** Runs one subcommand and ends the JVM with its exit code (see {@link ExitCode}). */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /**
   * The command line.
   *
   * @param more subcommands beside its own
   */
  public static CommandLine commandLine(Class<?>... more) {
    CommandLine line = new CommandLine(new KcompactCommand());
    // The name of dead-letters in earlier versions, which scripts may use.
    CommandLine letters = new CommandLine(DeadLettersCommand.class);
    letters.getCommandSpec().usageMessage().hidden(true);
    line.addSubcommand("letters", letters);
    for (Class<?> subcommand : more) {
      line.addSubcommand(subcommand);
    }
    FailureLine failures = new FailureLine();
    return line.setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures);
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
