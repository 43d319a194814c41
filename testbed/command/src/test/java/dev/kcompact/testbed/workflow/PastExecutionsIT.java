package dev.kcompact.testbed.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.workflow.DailyWorkflow;
import dev.kcompact.cli.workflow.DailyWorkflow.PastExecution;
import dev.kcompact.cli.workflow.DayOutcome;
import dev.kcompact.cli.workflow.DayOutcome.Status;
import dev.kcompact.testbed.aws.MotoServer;
import dev.kcompact.testbed.aws.PythonWithMoto;
import dev.kcompact.testbed.stack.AwsClients;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Reads past executions of Step Functions as outcomes of their days. */
@Tag("full")
class PastExecutionsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  /** Its states have the names and outputs of the daily workflow's. */
  private static final String DEFINITION =
      """
      {"StartAt": "AcquireLock", "States": {
        "AcquireLock": {"Type": "Pass", "Parameters": {"lock": {"status": "ACQUIRED",
          "date.$": "$.date", "run": "r1"}}, "Next": "Publish"},
        "Publish": {"Type": "Pass", "Parameters": {"publish": {"status": "PUBLISHED"}},
          "Next": "Done"},
        "Done": {"Type": "Succeed"}}}
      """;

  @TempDir private Path work;

  @Test
  void theNewestComesFirstAndOneWithoutADayFails() throws Exception {
    FreePorts ports = new FreePorts();
    int port = ports.next();
    Path python = PythonWithMoto.find(work.resolve("venv"), work.resolve("pip.log"));
    try (MotoServer moto =
            MotoServer.start(python, work, work.resolve("moto.log"), port, ports.next());
        SfnClient sfn = AwsClients.stepFunctions(URI.create("http://127.0.0.1:" + port))) {
      assertThat(moto.process().isAlive()).isTrue();
      DailyWorkflow workflow = new DailyWorkflow(sfn, create(sfn));
      for (String input :
          List.of("{\"date\": \"2026-11-21\"}", "{\"date\": \"2026-11-22\"}", "{}")) {
        workflow.follow(workflow.start(input), TIMEOUT, state -> {});
      }

      List<PastExecution> past = workflow.past(20);

      assertThat(past).hasSize(3);
      assertThat(past.get(0).days())
          .singleElement()
          .extracting(DayOutcome::status)
          .isEqualTo(Status.FAILED);
      assertThat(past.get(1).days())
          .containsExactly(new DayOutcome("2026-11-22", "r1", Status.PUBLISHED, ""));
      assertThat(past.get(2).days())
          .containsExactly(new DayOutcome("2026-11-21", "r1", Status.PUBLISHED, ""));
      assertThat(past).allMatch(each -> each.end() != null);
      assertThat(workflow.past(1)).hasSize(1);
    }
  }

  private static String create(SfnClient sfn) {
    return sfn.createStateMachine(
            machine ->
                machine
                    .name("daily")
                    .definition(DEFINITION)
                    .roleArn("arn:aws:iam::123456789012:role/kcompact"))
        .stateMachineArn();
  }
}
