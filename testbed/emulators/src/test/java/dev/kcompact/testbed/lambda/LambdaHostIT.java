package dev.kcompact.testbed.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.testbed.lambda.LambdaOutcome.Failed;
import dev.kcompact.testbed.lambda.LambdaOutcome.Returned;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs handlers of a zip in real sandboxes, with AWS's runtime interface client. */
@Tag("full")
class LambdaHostIT {
  private static final String HANDLERS = "dev.kcompact.testbed.lambda.handlers.";

  @TempDir private Path work;
  private LambdaHost host = new LambdaHost(settings(Path.of("."), 1), List.of());

  @BeforeEach
  void start() throws IOException {
    LambdaPackage.unpack(HandlerZip.write(work.resolve("functions.zip")), work.resolve("code"));
    Duration half = Duration.ofSeconds(30);
    host =
        new LambdaHost(
            settings(work, 1024),
            List.of(
                new FunctionSpec(
                    "echo",
                    HANDLERS + "EchoHandler::handleRequest",
                    256,
                    half,
                    3,
                    Map.of("GREETING", "ola", "JAVA_TOOL_OPTIONS", "-Xmx64m")),
                new FunctionSpec("faulty", HANDLERS + "FaultyHandler", 256, half, 1, Map.of()),
                new FunctionSpec(
                    "hanging", HANDLERS + "FaultyHandler", 256, Duration.ofSeconds(1), 1, Map.of()),
                new FunctionSpec("absent", "no.such.Handler", 256, half, 1, Map.of())));
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void runsAHandlerOfTheZipAndKeepsItsSandboxWarm() throws Exception {
    JsonNode first = returned(host.invoke("echo", bytes("{\"a\": 1}")));
    JsonNode second = returned(host.invoke("echo", bytes("[]")));

    assertThat(first.get("echo")).isEqualTo(new ObjectMapper().readTree("{\"a\": 1}"));
    assertThat(first.get("function").asText()).isEqualTo("echo");
    assertThat(first.get("greeting").asText()).isEqualTo("ola");
    assertThat(first.get("maxMib").asInt()).as("the function's own option wins").isBetween(32, 64);
    assertThat(second.get("pid")).isEqualTo(first.get("pid"));
    assertThat(Path.of(first.get("tmp").asText())).isDirectory();
    List<InvocationReport> reports = host.reports();
    assertThat(reports).hasSize(2);
    assertThat(reports.get(0).initMillis()).isPositive();
    assertThat(reports.get(1).initMillis()).isZero();

    ProcessHandle sandbox = ProcessHandle.of(first.get("pid").asLong()).orElseThrow();
    host.close();

    sandbox.onExit().get(20, SECONDS);
    assertThat(sandbox.isAlive()).isFalse();
    assertThat(Path.of(first.get("tmp").asText())).doesNotExist();
  }

  @Test
  void runsSeveralSandboxesOfOneFunctionAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<JsonNode>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        byte[] payload = bytes(Integer.toString(i));
        answers.add(threads.submit(() -> returned(host.invoke("echo", payload))));
      }
      for (int i = 0; i < 6; i++) {
        assertThat(answers.get(i).get().get("echo").asInt()).isEqualTo(i);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void reportsAnExceptionAsLambdaDoes() throws Exception {
    JsonNode error = failed(host.invoke("faulty", bytes("{\"fault\":\"throw\",\"name\":\"x\"}")));

    assertThat(error.get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.get("errorMessage").asText()).isEqualTo("No: x");
    assertThat(returned(host.invoke("faulty", bytes("{\"name\":\"y\"}"))).get("name").asText())
        .isEqualTo("y");
  }

  @Test
  void reportsAnExitAndStartsAgain() throws Exception {
    JsonNode error = failed(host.invoke("faulty", bytes("{\"fault\":\"exit\"}")));

    assertThat(error.get("errorType").asText()).isEqualTo("Runtime.ExitError");
    assertThat(error.get("errorMessage").asText())
        .endsWith("Runtime exited with error: exit status 9");
    assertThat(returned(host.invoke("faulty", bytes("{\"name\":\"z\"}"))).get("name").asText())
        .isEqualTo("z");
  }

  @Test
  void killsAtTheTimeout() throws Exception {
    JsonNode error = failed(host.invoke("hanging", bytes("{\"fault\":\"hang\"}")));

    assertThat(error.get("errorType").asText()).isEqualTo("Sandbox.Timedout");
    assertThat(error.get("errorMessage").asText()).endsWith("Task timed out after 1.00 seconds");
    assertThat(returned(host.invoke("hanging", bytes("{\"name\":\"w\"}"))).get("name").asText())
        .isEqualTo("w");
  }

  @Test
  void reportsAHandlerThatIsNotInTheZip() throws Exception {
    JsonNode error = failed(host.invoke("absent", bytes("{}")));

    assertThat(error.get("errorMessage").asText()).contains("no.such.Handler");
  }

  @Test
  void knowsOnlyItsFunctions() throws Exception {
    assertThat(host.invoke("other", bytes("{}"))).isEmpty();
  }

  @Test
  void refusesAFunctionLargerThanTheBudget() {
    FunctionSpec large = new FunctionSpec("large", "x.Y", 2048, Duration.ofSeconds(1), 1, Map.of());

    assertThatThrownBy(() -> new LambdaHost(settings(work, 1024), List.of(large)))
        .hasMessage("The memory of large must be within the 1024 MiB for all sandboxes: 2048");
  }

  private static LambdaSettings settings(Path work, int budgetMib) {
    Path target = Path.of(System.getProperty("basedir", "."), "target").toAbsolutePath();
    Path runtime = target.resolve("../../lambda-runtime/target/lib").normalize();
    return new LambdaSettings(
        runtime,
        work.resolve("code"),
        work,
        work.resolve("logs"),
        "us-east-1",
        Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "localsecret"),
        "FUNCTION_TMP",
        budgetMib);
  }

  private static JsonNode returned(Optional<LambdaOutcome> outcome) throws IOException {
    byte[] payload = outcome.orElseThrow().payload();
    assertThat(outcome).as(new String(payload, UTF_8)).get().isInstanceOf(Returned.class);
    return new ObjectMapper().readTree(payload);
  }

  private static JsonNode failed(Optional<LambdaOutcome> outcome) throws IOException {
    assertThat(outcome).get().isInstanceOf(Failed.class);
    return new ObjectMapper().readTree(outcome.orElseThrow().payload());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
