package dev.kcompact.finalizer.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.testing.TestContext;
import dev.kcompact.testbed.lambda.FunctionInvoker;
import dev.kcompact.testbed.lambda.LambdaOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs the handlers in this JVM, counts their calls and lets calls fail. */
final class InProcessFunctions implements FunctionInvoker {
  /** Separates a function's name from the name of the calling state. */
  static final String MARK = "--";

  private final Map<String, RequestStreamHandler> functions;
  private final Map<String, RuntimeException> before = new ConcurrentHashMap<>();
  private final Map<String, RuntimeException> after = new ConcurrentHashMap<>();

  /** Names of the functions in the order of the calls. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Names of the calls that have ended. */
  final List<String> answers = new CopyOnWriteArrayList<>();

  private volatile Interference interference = (called, call) -> call.answer();

  /** Can let a call fail before, during or after its work. */
  @FunctionalInterface
  interface Interference {
    /** {@code called} is the function's name in the state machine and, after the mark, a remark. */
    byte[] call(String called, Call call) throws IOException;
  }

  @FunctionalInterface
  interface Call {
    byte[] answer() throws IOException;
  }

  InProcessFunctions(Map<String, RequestStreamHandler> functions) {
    this.functions = Map.copyOf(functions);
  }

  void interfere(Interference next) {
    interference = next;
  }

  /** Lets the next call of a function fail before it does anything. */
  void failBefore(String function, RuntimeException failure) {
    before.put(function, failure);
  }

  /** Lets the answer of a function's next call be lost, after its work is done. */
  void failAfter(String function, RuntimeException failure) {
    after.put(function, failure);
  }

  @Override
  public Optional<LambdaOutcome> invoke(String called, byte[] payload) {
    String function = called.split(MARK)[0];
    calls.add(function);
    LambdaOutcome outcome;
    try {
      byte[] answer = interference.call(called, () -> call(function, payload));
      outcome = new LambdaOutcome.Returned(answer);
    } catch (RuntimeException | IOException e) {
      Map<String, String> error =
          Map.of(
              "errorType", e.getClass().getName(),
              "errorMessage", String.valueOf(e.getMessage()));
      outcome = new LambdaOutcome.Failed(Json.write(error).getBytes(UTF_8));
    }
    answers.add(function);
    return Optional.of(outcome);
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
}
