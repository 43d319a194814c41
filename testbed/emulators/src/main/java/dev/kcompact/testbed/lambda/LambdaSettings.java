package dev.kcompact.testbed.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Settings of all functions of a host.
 *
 * @param runtime directory of the runtime interface client's jars
 * @param code directory of the unpacked zip
 * @param work directory for the sandboxes' temporary directories
 * @param logs directory for the sandboxes' logs
 * @param environment variables of every function: credentials and endpoints
 * @param temporaryVariable the variable with the path of the function's /tmp; on Lambda every
 *     sandbox has its own
 * @param budgetMib memory of all sandboxes together, in MiB
 * @param launcher command that runs the sandbox's command line in its own process; may be empty
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

  /** The ARN by which state machines call a function. */
  public static String arn(String region, String function) {
    return "arn:aws:lambda:" + region + ":" + ACCOUNT + ":function:" + function;
  }
}
