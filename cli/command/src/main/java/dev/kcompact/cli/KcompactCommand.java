package dev.kcompact.cli;

import dev.kcompact.cli.audit.AuditCommand;
import dev.kcompact.cli.check.CheckCommand;
import dev.kcompact.cli.compact.CompactCommand;
import dev.kcompact.cli.deadletters.DeadLettersCommand;
import dev.kcompact.cli.evolve.EvolveCommand;
import dev.kcompact.cli.init.InitCommand;
import dev.kcompact.cli.workflow.FinalizeCommand;
import dev.kcompact.cli.workflow.RollbackCommand;
import dev.kcompact.cli.workflow.RunsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code kcompact} command and its subcommands. */
@Command(
    name = "kcompact",
    mixinStandardHelpOptions = true,
    versionProvider = KcompactCommand.Version.class,
    subcommands = {
      InitCommand.class,
      CheckCommand.class,
      CompactCommand.class,
      AuditCommand.class,
      EvolveCommand.class,
      FinalizeCommand.class,
      RollbackCommand.class,
      RunsCommand.class,
      DeadLettersCommand.class
    },
    description =
        "Compacts the small JSON objects of Kafka Connect's S3 sink into large Parquet files,"
            + " checks that they are complete, and finalizes days.",
    footer = {"", "Example: kcompact check --source s3://kconnect/ --tables conf"})
public final class KcompactCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private KcompactCommand() {}

  /** Runs one subcommand and exits with its code (see {@link ExitCode}). */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /**
   * @param more additional subcommands
   */
  public static CommandLine commandLine(Class<?>... more) {
    CommandLine line = new CommandLine(new KcompactCommand());
    // The former name of dead-letters, kept for scripts.
    CommandLine formerName = new CommandLine(DeadLettersCommand.class);
    formerName.getCommandSpec().usageMessage().hidden(true);
    line.addSubcommand("letters", formerName);
    for (Class<?> subcommand : more) {
      line.addSubcommand(subcommand);
    }
    FailureLine failures = new FailureLine();
    return line.setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setExecutionStrategy(failures::run);
  }

  static final class Version implements IVersionProvider {
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
