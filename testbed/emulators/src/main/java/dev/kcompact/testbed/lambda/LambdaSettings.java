package dev.kcompact.testbed.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What all functions of a host have in common.
 *
 * @param runtime the directory of the runtime interface client's jars
 * @param code the directory of the unpacked zip
 * @param work where sandboxes have their temporary directories
 * @param logs where sandboxes log
 * @param region the AWS region
 * @param environment variables of every function: credentials and endpoints
 * @param temporaryVariable the variable that tells a function where its /tmp is; on Lambda every
 *     sandbox has its own
 * @param budgetMib the memory that all sandboxes together may have, in MiB
 * @param launcher a command that runs the sandbox's command line as its own process; empty for none
 */
public record LambdaSettings(
    Path runtime,
    Path code,
    Path work,
    Path logs,
    String region,
    Map<String, String> environment,
    String temporaryVariable,
    int budgetMib,
    List<String> launcher) {
  private static final String ACCOUNT = "123456789012";

  /** Copies the collections. */
  public LambdaSettings {
    environment = Map.copyOf(environment);
    launcher = List.copyOf(launcher);
  }

  /** Without a launcher. */
  public LambdaSettings(
      Path runtime,
      Path code,
      Path work,
      Path logs,
      String region,
      Map<String, String> environment,
      String temporaryVariable,
      int budgetMib) {
    this(runtime, code, work, logs, region, environment, temporaryVariable, budgetMib, List.of());
  }

  /** The name by which state machines call a function. */
  public static String arn(String region, String function) {
    return "arn:aws:lambda:" + region + ":" + ACCOUNT + ":function:" + function;
  }
}
