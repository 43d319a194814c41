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

/** Asks a server whether it answers. */
@FunctionalInterface
public interface Readiness {
  /** Whether the server answers now. */
  boolean isReady() throws InterruptedException;

  /** Ready as soon as a connection is accepted on 127.0.0.1. */
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

  /** Ready as soon as a GET is answered with a status below 500. */
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
