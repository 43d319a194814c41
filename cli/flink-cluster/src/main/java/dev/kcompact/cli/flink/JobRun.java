package dev.kcompact.cli.flink;

import java.io.File;
import java.util.List;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;

/**
 * Runs a job's jar as Flink's command line does: the main method in this JVM, the tasks in the
 * cluster.
 */
record JobRun(File jar, List<String> arguments, SavepointRestoreSettings restore) {
  /**
   * Blocks until the job has ended; throws if it failed, was cancelled, or its main method threw.
   */
  void execute(Configuration job) throws ProgramInvocationException {
    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setJarFile(jar)
            .setArguments(arguments.toArray(String[]::new))
            .setConfiguration(job)
            .setSavepointRestoreSettings(restore)
            .build()) {
      Configuration full = new Configuration(job);
      ConfigUtils.encodeCollectionToConfig(
          full, PipelineOptions.JARS, program.getJobJarAndDependencies(), Object::toString);
      SavepointRestoreSettings.toConfiguration(restore, full);
      ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), full, program, false, false);
    }
  }

  /** The innermost cause of a failure, with its class, on one line. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text = cause.toString().strip();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).strip();
  }
}
