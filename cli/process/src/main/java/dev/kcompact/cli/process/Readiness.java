package dev.kcompact.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Checks whether a server is ready. */
@FunctionalInterface
public interface Readiness {
  boolean isReady() throws InterruptedException;

  /** Ready when a connection to the port on 127.0.0.1 is accepted. */
  static Readiness accepts(int port) {
    return () -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        return true;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /** Ready when a GET returns a status below 500. */
  static Readiness answers(URI uri) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(500))
            .build();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    return () -> {
      try {
        return client.send(request, BodyHandlers.discarding()).statusCode() < 500;
      } catch (IOException e) {
        return false;
      }
    };
  }
}
