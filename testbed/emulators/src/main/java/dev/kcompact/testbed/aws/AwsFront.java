package dev.kcompact.testbed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.kcompact.testbed.http.LoopbackServer;
import dev.kcompact.testbed.http.LoopbackServer.Answer;
import dev.kcompact.testbed.lambda.FunctionInvoker;
import dev.kcompact.testbed.lambda.LambdaOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint of the AWS control plane. Lambda's Invoke requests go to a {@link FunctionInvoker},
 * all others to moto. Each request has its own thread.
 */
public final class AwsFront implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AwsFront.class);
  private static final Pattern INVOKE =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

  /** Lambda's limit for the payload of a synchronous invocation. */
  private static final int MOST_PAYLOAD_BYTES = 6 * 1024 * 1024;

  /** Headers that belong to one connection, or that the client sets. */
  private static final Set<String> NOT_FORWARDED =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "server",
          "transfer-encoding",
          "upgrade");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Supplier<? extends FunctionInvoker> lambda;
  private final URI moto;
  private final LoopbackServer server;

  /**
   * @param moto moto's address, which need not answer yet
   * @param lambda supplies the invoker of each invocation
   */
  public AwsFront(int port, URI moto, Supplier<? extends FunctionInvoker> lambda) {
    this.lambda = lambda;
    this.moto = moto;
    this.server = LoopbackServer.start("aws-front", port, this::answer);
  }

  /** The endpoint for all AWS clients except S3. */
  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(HttpExchange request) throws IOException, InterruptedException {
    byte[] body = request.getRequestBody().readAllBytes();
    Matcher invoke = INVOKE.matcher(request.getRequestURI().getRawPath());
    return invoke.matches() ? invoke(request, invoke.group(1), body) : forward(request, body);
  }

  private Answer invoke(HttpExchange request, String encoded, byte[] body)
      throws InterruptedException {
    String type = request.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    if (type != null && !type.equals("RequestResponse")) {
      return error(
          400, "InvalidParameterValueException", "Not a RequestResponse invocation: " + type);
    }
    if (body.length > MOST_PAYLOAD_BYTES) {
      return error(
          413,
          "RequestTooLargeException",
          body.length
              + " byte payload is too large for the RequestResponse invocation type"
              + " (limit "
              + MOST_PAYLOAD_BYTES
              + " bytes)");
    }
    String name = functionName(URLDecoder.decode(encoded, UTF_8));
    byte[] payload = body.length == 0 ? "{}".getBytes(UTF_8) : body;
    return lambda
        .get()
        .invoke(name, payload)
        .map(AwsFront::answer)
        .orElseGet(() -> error(404, "ResourceNotFoundException", "Function not found: " + name));
  }

  /** A function's name from a name or an ARN, each with or without a qualifier. */
  static String functionName(String text) {
    int arn = text.indexOf(":function:");
    String name = arn < 0 ? text : text.substring(arn + ":function:".length());
    int qualifier = name.indexOf(':');
    return qualifier < 0 ? name : name.substring(0, qualifier);
  }

  private static Answer answer(LambdaOutcome outcome) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Amz-Executed-Version", "$LATEST");
    headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
    if (outcome instanceof LambdaOutcome.Failed) {
      headers.put("X-Amz-Function-Error", "Unhandled");
    }
    return new Answer(200, headers, outcome.payload());
  }

  private static Answer error(int status, String type, String message) {
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "x-amzn-RequestId",
            UUID.randomUUID().toString(),
            "x-amzn-ErrorType",
            type);
    String body = "{\"Type\":\"User\",\"Message\":\"" + message.replaceAll("[\"\\\\]", "'") + "\"}";
    return new Answer(status, headers, body.getBytes(UTF_8));
  }

  private Answer forward(HttpExchange request, byte[] body) throws InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(moto.resolve(request.getRequestURI()))
            .method(request.getRequestMethod(), BodyPublishers.ofByteArray(body));
    request
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isForwarded(name)) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response = client.send(builder.build(), BodyHandlers.ofByteArray());
      Map<String, String> headers = new HashMap<>();
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isForwarded(name)) {
                  headers.put(name, String.join(", ", values));
                }
              });
      return new Answer(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      LOG.warn("Failed to reach moto: {}", moto, e);
      return error(502, "BadGatewayException", "moto does not answer at " + moto);
    }
  }

  private static boolean isForwarded(String header) {
    return !NOT_FORWARDED.contains(header.toLowerCase(Locale.ROOT));
  }
}
