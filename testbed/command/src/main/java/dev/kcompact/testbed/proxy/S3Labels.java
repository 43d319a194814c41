package dev.kcompact.testbed.proxy;

import static dev.kcompact.testbed.proxy.Fault.ANSWER_LOST;
import static dev.kcompact.testbed.proxy.Fault.CORRUPT;
import static dev.kcompact.testbed.proxy.Fault.ERROR_500;
import static dev.kcompact.testbed.proxy.Fault.FORBIDDEN;
import static dev.kcompact.testbed.proxy.Fault.RESET;
import static dev.kcompact.testbed.proxy.Fault.SHORT_PAGE;
import static dev.kcompact.testbed.proxy.Fault.SLOW_DOWN;
import static dev.kcompact.testbed.proxy.Fault.STALL;
import static dev.kcompact.testbed.proxy.Fault.TRUNCATED;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Labels of S3 requests, with their clients and possible faults. */
public final class S3Labels {
  private static final Set<Fault> ANY =
      EnumSet.of(ERROR_500, SLOW_DOWN, FORBIDDEN, RESET, STALL, ANSWER_LOST);

  private final Map<String, String> clients;

  /**
   * @param clients names by a part of their user agent; requests of other clients are not broken
   */
  public S3Labels(Map<String, String> clients) {
    this.clients = Map.copyOf(clients);
  }

  public RequestLabel of(ProxiedRequest request) {
    String operation = operation(request);
    return clients.entrySet().stream()
        .filter(client -> request.agent().contains(client.getKey()))
        .findFirst()
        .map(client -> new RequestLabel(client.getValue(), operation, faults(operation)))
        .orElseGet(() -> new RequestLabel("others", operation, Set.of()));
  }

  private static Set<Fault> faults(String operation) {
    Set<Fault> faults = EnumSet.copyOf(ANY);
    if (operation.startsWith("GET")) {
      faults.addAll(EnumSet.of(TRUNCATED, CORRUPT));
    } else if (operation.startsWith("LIST")) {
      faults.addAll(EnumSet.of(TRUNCATED, SHORT_PAGE));
    }
    return faults;
  }

  private static String operation(ProxiedRequest request) {
    boolean upload = ("&" + request.query()).contains("&uploadId=");
    return switch (request.method()) {
      case "GET" -> upload ? "LIST parts" : get(request);
      case "HEAD" -> "HEAD";
      case "PUT" -> upload ? "upload part" : "PUT " + place(request);
      case "POST" -> post(request, upload);
      case "DELETE" -> upload ? "abort upload" : "DELETE";
      default -> request.method();
    };
  }

  private static String post(ProxiedRequest request, boolean upload) {
    if (upload) {
      return "complete upload";
    }
    return ("&" + request.query()).contains("&uploads") ? "begin upload" : "DELETE many";
  }

  private static String get(ProxiedRequest request) {
    int slash = request.path().indexOf('/', 1);
    boolean object = slash > 0 && slash < request.path().length() - 1;
    if (object) {
      return "GET " + place(request) + (request.ranged() ? ", part" : "");
    }
    boolean lists = request.query().contains("list-type") || request.query().contains("prefix");
    return lists || request.query().isEmpty() ? "LIST " + place(request) : "bucket";
  }

  private static String place(ProxiedRequest request) {
    String path = request.path();
    if (path.endsWith("/owner.json")) {
      return "lease";
    }
    if (path.contains("/_kcompact/conf/")) {
      return "configuration";
    }
    return path.startsWith("/kconnect") ? "raw" : "lake";
  }
}
