package dev.kcompact.testbed.aws;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.testbed.lambda.FunctionSpec;
import dev.kcompact.testbed.lambda.HandlerZip;
import dev.kcompact.testbed.lambda.LambdaHost;
import dev.kcompact.testbed.lambda.LambdaPackage;
import dev.kcompact.testbed.lambda.LambdaSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Runs a state machine in moto that calls real Lambdas through the front, with Map, Retry, Catch
 * and concurrent executions.
 */
@Tag("full")
class StateMachineIT {
  private static final String HANDLERS = "dev.kcompact.testbed.lambda.handlers.";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path work;
  private static final List<AutoCloseable> STARTED = new ArrayList<>();
  private static ProcessHandle motoProcess = ProcessHandle.current();
  private static URI endpoint = URI.create("");

  @BeforeAll
  static void start() throws Exception {
    LambdaPackage.unpack(HandlerZip.write(work.resolve("functions.zip")), work.resolve("code"));
    Path target = Path.of(System.getProperty("basedir", "."), "target").toAbsolutePath();
    LambdaSettings settings =
        new LambdaSettings(
            target.resolve("../../lambda-runtime/target/lib").normalize(),
            work.resolve("code"),
            work,
            work.resolve("logs"),
            "us-east-1",
            Map.of(),
            "FUNCTION_TMP",
            1024);
    LambdaHost lambda =
        new LambdaHost(settings, List.of(function("echo", "Echo"), function("faulty", "Faulty")));
    STARTED.add(lambda);
    FreePorts ports = new FreePorts();
    int motoPort = ports.next();
    int frontPort = ports.next();
    AwsFront front =
        new AwsFront(frontPort, URI.create("http://127.0.0.1:" + motoPort), () -> lambda);
    STARTED.add(front);
    endpoint = front.uri();
    Path python = PythonWithMoto.find(work.resolve("venv"), work.resolve("pip.log"));
    MotoServer moto = MotoServer.start(python, work, work.resolve("moto.log"), motoPort, frontPort);
    STARTED.add(moto);
    motoProcess = ProcessHandle.of(moto.process().pid()).orElseThrow();
  }

  @AfterAll
  static void stop() throws Exception {
    for (int i = STARTED.size() - 1; i >= 0; i--) {
      STARTED.get(i).close();
    }
    motoProcess.onExit().get(20, SECONDS);
  }

  @Test
  void runsAMapOfLambdasWithRetryAndCatch() throws Exception {
    try (SfnClient sfn = client()) {
      String machine = create(sfn, "map");
      ObjectNode input = JSON.createObjectNode();
      input.put("marker", work.resolve("marker").toString());

      DescribeExecutionResponse done = run(sfn, machine, input.toString());

      assertThat(done.status()).as(log()).isEqualTo(ExecutionStatus.SUCCEEDED);
      JsonNode results = JSON.readTree(done.output()).get("results");
      assertThat(results).as(done.output()).hasSize(3);
      assertThat(results.at("/0/name").asText()).isEqualTo("a");
      assertThat(results.at("/1/name").asText()).as(done.output()).isEqualTo("b");
      assertThat(results.at("/2/error").asText()).isEqualTo("java.lang.IllegalStateException");
      JsonNode echo = JSON.readTree(done.output()).get("echo").get("echo");
      assertThat(echo.get("started").asText())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }
  }

  @Test
  void runsASecondExecutionWhileTheFirstOneRuns() throws Exception {
    try (SfnClient sfn = client()) {
      String machine = create(sfn, "twice");
      String input = "{\"marker\": \"" + Files.createFile(work.resolve("there")) + "\"}";

      String first = start(sfn, machine, input);
      String second = start(sfn, machine, input);

      assertThat(await(sfn, first).status()).as(log()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(await(sfn, second).status()).as(log()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }

  @Test
  void failsForAFunctionThatIsNotThere() throws Exception {
    try (SfnClient sfn = client()) {
      String machine =
          sfn.createStateMachine(
                  request ->
                      request
                          .name("absent")
                          .roleArn("arn:aws:iam::123456789012:role/local")
                          .definition(
                              """
                              {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
                                "Resource": "arn:aws:states:::lambda:invoke",
                                "Parameters": {"FunctionName": "nobody"}}}}
                              """))
              .stateMachineArn();

      DescribeExecutionResponse done = run(sfn, machine, "{}");

      assertThat(done.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(done.error()).isEqualTo("Lambda.ResourceNotFoundException");
    }
  }

  private static FunctionSpec function(String name, String handler) {
    return new FunctionSpec(
        name, HANDLERS + handler + "Handler", 256, Duration.ofSeconds(30), 2, Map.of());
  }

  private static SfnClient client() {
    return SfnClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret")))
        .httpClient(Apache5HttpClient.create())
        .build();
  }

  private static String create(SfnClient sfn, String name) {
    String definition =
        """
        {
          "StartAt": "Echo",
          "States": {
            "Echo": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {
                "FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:echo",
                "Payload": {"started.$": "$$.Execution.StartTime"}
              },
              "ResultSelector": {"echo.$": "$.Payload.echo"},
              "ResultPath": "$.echo",
              "Next": "Items"
            },
            "Items": {
              "Type": "Pass",
              "Parameters": {
                "items": [
                  {"name": "a", "fault": "no"},
                  {"name": "b", "fault": "once"},
                  {"name": "c", "fault": "throw"}
                ],
                "marker.$": "$.marker",
                "echo.$": "$.echo"
              },
              "Next": "All"
            },
            "All": {
              "Type": "Map",
              "ItemsPath": "$.items",
              "MaxConcurrency": 3,
              "ItemSelector": {
                "name.$": "$$.Map.Item.Value.name",
                "fault.$": "$$.Map.Item.Value.fault",
                "marker.$": "$.marker"
              },
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "INLINE"},
                "StartAt": "One",
                "States": {
                  "One": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName": "faulty", "Payload.$": "$"},
                    "OutputPath": "$.Payload",
                    "Retry": [{
                      "ErrorEquals": [
                        "dev.kcompact.testbed.lambda.handlers.FaultyHandler$TransientException"
                      ],
                      "IntervalSeconds": 1,
                      "MaxAttempts": 2
                    }],
                    "Catch": [{
                      "ErrorEquals": ["States.ALL"],
                      "ResultPath": "$.caught",
                      "Next": "Failed"
                    }],
                    "End": true
                  },
                  "Failed": {
                    "Type": "Pass",
                    "Parameters": {"error.$": "$.caught.Error"},
                    "End": true
                  }
                }
              },
              "ResultPath": "$.results",
              "End": true
            }
          }
        }
        """;
    return sfn.createStateMachine(
            request ->
                request
                    .name(name)
                    .roleArn("arn:aws:iam::123456789012:role/local")
                    .definition(definition))
        .stateMachineArn();
  }

  private static DescribeExecutionResponse run(SfnClient sfn, String machine, String input)
      throws IOException {
    return await(sfn, start(sfn, machine, input));
  }

  private static String start(SfnClient sfn, String machine, String input) {
    return sfn.startExecution(request -> request.stateMachineArn(machine).input(input))
        .executionArn();
  }

  private static DescribeExecutionResponse await(SfnClient sfn, String execution)
      throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    DescribeExecutionResponse now = sfn.describeExecution(e -> e.executionArn(execution));
    while (now.status() == ExecutionStatus.RUNNING) {
      assertThat(System.nanoTime()).as(log()).isLessThan(deadline);
      now = sfn.describeExecution(e -> e.executionArn(execution));
    }
    return now;
  }

  private static String log() throws IOException {
    return Files.readString(work.resolve("moto.log"));
  }
}
