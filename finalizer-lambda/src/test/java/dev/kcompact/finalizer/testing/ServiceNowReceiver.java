package dev.kcompact.finalizer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kcompact.finalizer.invocation.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** ServiceNow's incident table, as much of it as kcompact calls. */
public final class ServiceNowReceiver implements AutoCloseable {
  private static final String PATH = "/api/now/table/incident";

  private static final int FORBIDDEN = 403;
  private static final int BAD_GATEWAY = 502;

  private final HttpServer server;

  /** Fields of each incident, in the order of creation. */
  public final List<Map<String, String>> incidents = new ArrayList<>();

  /** Statuses that the next requests are answered with instead of being served. */
  public final Deque<Integer> troubles = new ArrayDeque<>();

  public final List<String> requests = new ArrayList<>();

  /** How many incidents are created without an answer. */
  public int lostAnswers;

  public ServiceNowReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::serve);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    JsonNode body =
        Json.tree(new String(exchange.getRequestBody().readAllBytes(), UTF_8)).orElseThrow();
    requests.add(exchange.getRequestMethod());
    Integer trouble = troubles.poll();
    if (died(exchange.getRequestMethod())) {
      trouble = FORBIDDEN;
    }
    if (trouble != null) {
      exchange.sendResponseHeaders(trouble, -1);
      exchange.close();
      return;
    }
    Object result =
        switch (exchange.getRequestMethod()) {
          case "GET" -> find(exchange.getRequestURI());
          case "POST" -> create(body);
          default -> update(exchange.getRequestURI(), body);
        };
    if (exchange.getRequestMethod().equals("POST") && lostAnswers-- > 0) {
      exchange.sendResponseHeaders(BAD_GATEWAY, -1);
      exchange.close();
      return;
    }
    byte[] answer = Json.write(Map.of("result", result)).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** A dead process would not have asked; what it is told here makes it end at once. */
  private static boolean died(String method) {
    try {
      if (method.equals("GET")) {
        Effects.question();
      } else {
        Effects.change();
      }
      return false;
    } catch (Effects.Died died) {
      return true;
    }
  }

  private List<Map<String, String>> find(URI uri) {
    String query = URLDecoder.decode(uri.getRawQuery(), UTF_8);
    String id = query.replaceFirst(".*sysparm_query=correlation_id=", "").split("\\^")[0];
    return incidents.stream()
        .filter(incident -> id.equals(incident.get("correlation_id")))
        .filter(incident -> !query.contains("state!=" + incident.get("state")))
        .toList();
  }

  private Map<String, String> create(JsonNode body) {
    Map<String, String> incident = new TreeMap<>(Map.of("state", "1"));
    incident.put("sys_id", "sys" + incidents.size());
    body.properties().forEach(field -> incident.put(field.getKey(), field.getValue().asText()));
    incidents.add(incident);
    return incident;
  }

  private Map<String, String> update(URI uri, JsonNode body) {
    String sysId = uri.getPath().substring(PATH.length() + 1);
    Map<String, String> incident =
        incidents.stream()
            .filter(each -> sysId.equals(each.get("sys_id")))
            .findFirst()
            .orElseThrow();
    body.properties().forEach(field -> incident.put(field.getKey(), field.getValue().asText()));
    return incident;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
