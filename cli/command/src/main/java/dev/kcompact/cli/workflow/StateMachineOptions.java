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

/** Options that select the state machine of a running stack or of an account. */
final class StateMachineOptions {
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:states:([^:]+):\\d+:stateMachine:[^:]+");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @ArgGroup private Where where = new Where();

  /** At most one may be given. */
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
            "State machine of an AWS account, instead of --work; uses the default AWS credentials.")
    private @Nullable String stateMachine;
  }

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

  /** Always uses the ARN's region. */
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
