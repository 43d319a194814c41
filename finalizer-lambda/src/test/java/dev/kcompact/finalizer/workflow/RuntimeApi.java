package dev.kcompact.finalizer.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;

/**
 * Lambda's Runtime API for one function, and the child JVM in which AWS's own runtime client asks
 * it for work.
 */
final class RuntimeApi implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Process process;

  private record Call(String payload, Duration timeLeft) {}

  /** What the function answered, or its error document. */
  record Answer(boolean isError, String text) {}

  RuntimeApi(Path lib, Path client, String handler, Map<String, String> environment, Path log)
      throws IOException {
    this(lib, client, handler, environment, log, List.of());
  }

  /**
   * With a command before the function's.
   *
   * @param before runs what stands behind it, as the same process
   */
  RuntimeApi(
      Path lib,
      Path client,
      String handler,
      Map<String, String> environment,
      Path log,
      List<String> before)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/2018-06-01/runtime/", this::serve);
    server.start();
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(lib.resolve("*") + File.pathSeparator + client.resolve("*"));
    command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
    command.add(handler);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> variables = builder.environment();
    variables.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getAddress().getPort());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "kcompact");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "group");
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_REGION", "us-east-1");
    variables.put("_HANDLER", handler);
    variables.putAll(environment);
    process = builder.start();
  }

  /** Invokes the function and waits for what it says. */
  Answer invoke(String payload, Duration timeLeft) {
    calls.add(new Call(payload, timeLeft));
    return answer(timeLeft.plus(LONGEST));
  }

  /** What the function says next, without being asked: that it cannot start. */
  Answer answer() {
    return answer(LONGEST);
  }

  private Answer answer(Duration longest) {
    Awaitility.await("an answer of the function")
        .atMost(longest)
        .failFast("the function's process has ended", () -> !process.isAlive() && answers.isEmpty())
        .until(() -> !answers.isEmpty());
    return answers.remove();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (path.endsWith("/next")) {
      next(exchange);
      return;
    }
    answers.add(new Answer(path.endsWith("/error"), body));
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      Call call = calls.take();
      byte[] payload = call.payload().getBytes(UTF_8);
      long deadline = System.currentTimeMillis() + call.timeLeft().toMillis();
      exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID() + "");
      exchange.getResponseHeaders().add("Lambda-Runtime-Deadline-Ms", deadline + "");
      exchange.getResponseHeaders().add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda");
      exchange
          .getResponseHeaders()
          .add("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, payload.length);
      exchange.getResponseBody().write(payload);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  /** The function's process. */
  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    threads.shutdownNow();
    server.stop(0);
  }
}
