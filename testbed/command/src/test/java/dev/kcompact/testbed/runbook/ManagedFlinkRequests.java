package dev.kcompact.testbed.runbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.kcompact.testbed.http.LoopbackServer;
import dev.kcompact.testbed.http.LoopbackServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records the requests to Managed Flink, and returns one stopped application. The caller, AWS's
 * command line, validates the requests.
 */
final class ManagedFlinkRequests implements AutoCloseable {
  private static final String STOPPED =
      "{\"ApplicationDetail\": {\"ApplicationStatus\": \"READY\", \"ApplicationVersionId\": 3}}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final LoopbackServer server = LoopbackServer.start("managed-flink", 0, this::answer);

  private Answer answer(HttpExchange request) throws IOException {
    String target = request.getRequestHeaders().getFirst("X-Amz-Target");
    String operation = target.substring(target.indexOf('.') + 1);
    String body = new String(request.getRequestBody().readAllBytes(), UTF_8);
    asked.add(operation + " " + body);
    return Answer.json(200, operation.equals("DescribeApplication") ? STOPPED : "{}");
  }

  URI uri() {
    return server.uri();
  }

  /** The requests since the last call, each with its operation and body. */
  List<String> take() {
    List<String> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  @Override
  public void close() {
    server.close();
  }
}
