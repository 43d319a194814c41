package dev.kcompact.finalizer.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The Lambda service as the state machine sees it, over handlers in this JVM. */
final class LambdaFront implements AutoCloseable {
  /** Separates a function's name from the name of the calling state. */
  static final String MARK = "--";

  private static final String PREFIX = "/2015-03-31/functions/";

  private final HttpContext context;
  private final Map<String, RequestStreamHandler> functions;
  private final Map<String, RuntimeException> before = new ConcurrentHashMap<>();
  private final Map<String, RuntimeException> after = new ConcurrentHashMap<>();

  /** Names of the functions in the order in which they were called. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Those of them that have ended. */
  final List<String> answers = new CopyOnWriteArrayList<>();

  /** Stands between the state machine and its functions. */
  private volatile Interference interference = (called, call) -> call.answer();

  /** May let a call fail before, while or after it is made. */
  @FunctionalInterface
  interface Interference {
    /**
     * @param called the function's name as the state machine has it, after {@link #MARK} a remark
     */
    byte[] call(String called, Call call) throws IOException;
  }

  /** One call of a function. */
  @FunctionalInterface
  interface Call {
    byte[] answer() throws IOException;
  }

  /**
   * @param server where invocations arrive; stays the caller's
   */
  LambdaFront(HttpServer server, Map<String, RequestStreamHandler> functions) {
    this.functions = Map.copyOf(functions);
    this.context = server.createContext(PREFIX, this::invoke);
  }

  void interfere(Interference next) {
    interference = next;
  }

  /** Lets the next call of a function fail before it does anything. */
  void failBefore(String function, RuntimeException failure) {
    before.put(function, failure);
  }

  /** Lets the answer of the next call of a function be lost, its effect being done. */
  void failAfter(String function, RuntimeException failure) {
    after.put(function, failure);
  }

  private void invoke(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(PREFIX.length()).split("/")[0];
    String called = name.substring(name.lastIndexOf(':') + 1);
    String function = called.split(MARK)[0];
    byte[] payload = exchange.getRequestBody().readAllBytes();
    calls.add(function);
    byte[] answer;
    try {
      answer = interference.call(called, () -> call(function, payload));
    } catch (RuntimeException | IOException e) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
      answer =
          Json.write(
                  Map.of(
                      "errorType", e.getClass().getName(),
                      "errorMessage", String.valueOf(e.getMessage())))
              .getBytes(UTF_8);
    }
    answers.add(function);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private byte[] call(String name, byte[] payload) throws IOException {
    throwIfSet(before.remove(name));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RequestStreamHandler handler = functions.get(name);
    if (handler == null) {
      throw new IllegalStateException("no such function: " + name);
    }
    handler.handleRequest(new ByteArrayInputStream(payload), out, new TestContext());
    throwIfSet(after.remove(name));
    return out.toByteArray();
  }

  private static void throwIfSet(@org.jspecify.annotations.Nullable RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    context.getServer().removeContext(context);
  }
}
