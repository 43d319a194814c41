package dev.kcompact.cli.workflow;

import dev.kcompact.cli.home.Connection;
import dev.kcompact.cli.home.Installation;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The options that name the state machine: of a running stack or of an account. */
final class StateMachineOptions {
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:states:([^:]+):\\d+:stateMachine:[^:]+");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @ArgGroup private Where where = new Where();

  /** At most one of the two. */
  private static final class Where {
    @Option(
        names = "--work",
        paramLabel = "DIR",
        description = "Work folder of a running kcompact up (default: .work/up).")
    private @Nullable Path work;

    @Option(
        names = "--state-machine",
        paramLabel = "ARN",
        description =
            "The state machine of an account instead, by AWS's usual configuration of credentials.")
    private @Nullable String stateMachine;
  }

  /** The state machine, and a client that is the caller's to close. */
  record Machine(SfnClient client, String arn) implements AutoCloseable {
    DailyWorkflow workflow() {
      return new DailyWorkflow(client, arn);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  Machine open() {
    if (where.stateMachine != null) {
      return new Machine(ofAccount(where.stateMachine), where.stateMachine);
    }
    Path work = where.work == null ? Installation.work("up") : where.work;
    Connection connection = Connection.in(work);
    return new Machine(ofStack(connection), connection.stateMachine());
  }

  private static SfnClient ofStack(Connection connection) {
    return SfnClient.builder()
        .endpointOverride(connection.aws())
        .region(Region.of(connection.access().region()))
        .credentialsProvider(connection.access().credentials())
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  /** In the ARN's region, whatever else is configured. */
  private SfnClient ofAccount(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid value for option '--state-machine': expected"
              + " arn:aws:states:REGION:ACCOUNT:stateMachine:NAME, found "
              + arn);
    }
    return SfnClient.builder()
        .region(Region.of(matcher.group(1)))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }
}
