package dev.kcompact.benchmark.finalizer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.plan.PlanHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans a day and finalizes its work units one after the other, as the state machine does, in one
 * process with the functions' environment. Argument: the day.
 */
public final class FinalizeDay {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Lambda's maximum. */
  private static final int MILLIS_A_CALL = 900_000;

  private FinalizeDay() {}

  public static void main(String[] arguments) throws IOException {
    ObjectNode run =
        JSON.createObjectNode()
            .put("date", arguments[0])
            .put("run", arguments[0].replace("-", "") + "-0000000001")
            .put("token", 1);
    ObjectNode start =
        run.deepCopy().put("attempt", 0).put("planAttempts", 1).put("waitSeconds", 1);
    JsonNode plan = call(new PlanHandler(), start);
    if (!plan.path("status").asText().equals("COMPLETE")) {
      throw new IOException("The day is not complete: " + plan.path("reason").asText());
    }
    List<String> slices = new ArrayList<>();
    plan.path("slices").forEach(slice -> slices.add(slice.asText()));
    plan.path("derived").forEach(slice -> slices.add(slice.asText()));
    FinalizeHandler finalizer = new FinalizeHandler();
    for (String slice : slices) {
      JsonNode next = run.deepCopy().put("slice", slice);
      do {
        next = call(finalizer, next);
      } while (next.path("status").asText().equals("CONTINUE"));
    }
  }

  private static JsonNode call(RequestStreamHandler handler, JsonNode request) throws IOException {
    long end = System.nanoTime() + MILLIS_A_CALL * 1_000_000L;
    Context context =
        (Context)
            Proxy.newProxyInstance(
                FinalizeDay.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, nothing) ->
                    method.getName().equals("getRemainingTimeInMillis")
                        ? (int) ((end - System.nanoTime()) / 1_000_000)
                        : null);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(JSON.writeValueAsBytes(request)), answer, context);
    return JSON.readTree(answer.toByteArray());
  }
}
