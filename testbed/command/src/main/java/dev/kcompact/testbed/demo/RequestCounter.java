package dev.kcompact.testbed.demo;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.testbed.report.RequestCount;
import dev.kcompact.testbed.report.RequestCount.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Reads the S3 server's request counts for each phase. Not thread-safe. */
final class RequestCounter {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI counts;
  private final List<RequestCount> taken = new ArrayList<>();

  RequestCounter(URI counts) {
    this.counts = counts;
  }

  /** Assigns the requests since the last call to this phase. */
  List<RequestCount> take(String phase) throws InterruptedException {
    String json = ask("GET");
    ask("DELETE");
    List<RequestCount> found = RequestCount.parse(phase, json, RequestCounter::role);
    taken.addAll(found);
    return found;
  }

  List<RequestCount> all() {
    return List.copyOf(taken);
  }

  /** Clients are identified by their user agents. */
  private static Role role(String client) {
    return switch (client) {
      case "kcompact-job", "kcompact-sink" -> Role.JOB;
      case "kcompact-functions" -> Role.FUNCTIONS;
      default -> Role.HARNESS;
    };
  }

  private String ask(String method) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(counts).method(method, HttpRequest.BodyPublishers.noBody()).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new CommandException("Failed to read the S3 server's counts: " + counts, e);
    }
  }
}
