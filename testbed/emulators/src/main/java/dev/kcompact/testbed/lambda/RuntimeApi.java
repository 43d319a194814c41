package dev.kcompact.testbed.lambda;

import com.sun.net.httpserver.HttpExchange;
import dev.kcompact.testbed.http.LoopbackServer;
import dev.kcompact.testbed.http.LoopbackServer.Answer;
import dev.kcompact.testbed.lambda.LambdaOutcome.Failed;
import dev.kcompact.testbed.lambda.LambdaOutcome.Returned;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one sandbox, called by the runtime interface client in it.
 *
 * <p>A sandbox has one invocation at a time. Each request has its own thread.
 */
final class RuntimeApi implements AutoCloseable {
  /** Lambda's limit for request and response payloads: 6 MiB and an envelope. */
  static final int MOST_PAYLOAD_BYTES = 6_291_556;

  private static final Pattern ENDED =
      Pattern.compile("/2018-06-01/runtime/invocation/([^/]+)/(response|error)");

  /** A payload and its outcome, which the first event completes. */
  record Invocation(
      String id, byte[] payload, Instant deadline, CompletableFuture<LambdaOutcome> outcome) {
    static Invocation of(byte[] payload, Instant deadline) {
      String id = UUID.randomUUID().toString();
      return new Invocation(id, payload, deadline, new CompletableFuture<>());
    }
  }

  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final CompletableFuture<LambdaOutcome> initError = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final String functionArn;
  private final LoopbackServer server;
  private volatile @Nullable Invocation running;

  RuntimeApi(String function, String functionArn) {
    this.functionArn = functionArn;
    this.server = LoopbackServer.start("runtime-api-" + function, 0, this::answer);
  }

  /** Host and port, the value of AWS_LAMBDA_RUNTIME_API. */
  String address() {
    return server.uri().getAuthority();
  }

  /** Completes when the runtime requests its first invocation. */
  CompletableFuture<Boolean> ready() {
    return ready;
  }

  /** Completes when the runtime reports that it cannot start. */
  CompletableFuture<LambdaOutcome> initError() {
    return initError;
  }

  /** Queues an invocation for the runtime. */
  void offer(Invocation invocation) {
    waiting.add(invocation);
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(HttpExchange request) throws IOException, InterruptedException {
    String path = request.getRequestURI().getPath();
    byte[] body = request.getRequestBody().readAllBytes();
    if (path.equals("/2018-06-01/runtime/invocation/next")) {
      return next();
    }
    if (path.equals("/2018-06-01/runtime/init/error")) {
      initError.complete(new Failed(body));
      return accepted();
    }
    Matcher ended = ENDED.matcher(path);
    return ended.matches() ? end(ended.group(1), ended.group(2), body) : Answer.json(404, "{}");
  }

  private Answer next() throws InterruptedException {
    ready.complete(true);
    Invocation invocation = waiting.take();
    running = invocation;
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "Lambda-Runtime-Aws-Request-Id",
            invocation.id(),
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(invocation.deadline().toEpochMilli()),
            "Lambda-Runtime-Invoked-Function-Arn",
            functionArn);
    return new Answer(200, headers, invocation.payload());
  }

  private Answer end(String id, String how, byte[] body) {
    Invocation invocation = running;
    if (invocation == null || !invocation.id().equals(id)) {
      return Answer.json(400, "{\"errorMessage\":\"Invalid request ID\"}");
    }
    if (body.length > MOST_PAYLOAD_BYTES) {
      invocation.outcome().complete(tooLarge(body.length));
      return Answer.json(413, "{\"errorMessage\":\"Exceeded maximum allowed payload size\"}");
    }
    invocation.outcome().complete(how.equals("error") ? new Failed(body) : new Returned(body));
    return accepted();
  }

  private static Failed tooLarge(int bytes) {
    return Failed.of(
        "Function.ResponseSizeTooLarge",
        "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
            .formatted(bytes, MOST_PAYLOAD_BYTES));
  }

  private static Answer accepted() {
    return Answer.json(202, "{\"status\":\"OK\"}");
  }
}
