package dev.kcompact.cli.flink;

import dev.kcompact.cli.flink.ClusterConfiguration.JobSettings;
import java.io.File;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that start a job, on any cluster. */
final class JobOptions {
  @Option(names = "--jar", required = true, description = "The job's fat jar.")
  private File jar = new File("");

  @Option(names = "--parallelism", description = "Default parallelism.")
  private int parallelism = 2;

  @Option(names = "--checkpoint-dir", required = true, description = "URI of the checkpoints.")
  private String checkpointDirectory = "";

  @Option(names = "--checkpoint-interval", description = "Example: 10s.")
  private Duration checkpointInterval = Duration.ofSeconds(10);

  @Option(names = "--checkpoint-timeout", description = "Example: 10min.")
  private Duration checkpointTimeout = Duration.ofMinutes(10);

  @Option(names = "--restart-attempts", description = "Number of restarts after a failure.")
  private int restartAttempts = 10;

  @Option(names = "--restore", description = "Savepoint or checkpoint to start from.")
  private @Nullable String restore;

  @Parameters(description = "The job's own arguments.")
  private List<String> arguments = List.of();

  /** Runs a command that has these options and returns its exit code. */
  static int execute(Object command, String[] arguments) {
    CommandLine line = new CommandLine(command);
    line.registerConverter(Duration.class, TimeUtils::parseDuration);
    line.setStopAtPositional(true);
    return line.execute(arguments);
  }

  int parallelism() {
    return parallelism;
  }

  JobSettings settings() {
    return new JobSettings(
        parallelism, checkpointInterval, checkpointTimeout, checkpointDirectory, restartAttempts);
  }

  JobRun run() {
    SavepointRestoreSettings from =
        restore == null
            ? SavepointRestoreSettings.none()
            : SavepointRestoreSettings.forPath(restore);
    return new JobRun(jar, arguments, from);
  }
}
