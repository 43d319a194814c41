package dev.kcompact.finalizer.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/**
 * moto in a process of its own, with S3, DynamoDB, Glue and Step Functions that execute. The AWS
 * clients of this JVM are pointed at it by system properties, so there is one for all tests.
 */
public final class MotoServer {
  private static final Duration START = Duration.ofSeconds(60);

  /**
   * Where the state machine's Lambda invocations arrive. Bound as long as moto runs, which knows
   * the port: left free between two tests, it would be anybody's.
   */
  public final HttpServer lambda = listen();

  public final URI endpoint;
  private final Process process;

  private static final class Holder {
    static final MotoServer ONE = new MotoServer();
  }

  public static MotoServer running() {
    return Holder.ONE;
  }

  private MotoServer() {
    int port = freePort();
    endpoint = URI.create("http://127.0.0.1:" + port);
    System.setProperty("aws.endpointUrl", endpoint.toString());
    System.setProperty("aws.endpointUrlS3", endpoint.toString());
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    try (InputStream script =
        Objects.requireNonNull(MotoServer.class.getResourceAsStream("/moto_server.py"))) {
      Path folder = Files.createDirectories(Path.of("target", "moto"));
      Path file = folder.resolve("moto_server.py");
      Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
      ProcessBuilder builder =
          new ProcessBuilder(
                  "python3", file.toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("moto.log").toFile());
      builder.environment().put("MOTO_PORT", Integer.toString(lambda.getAddress().getPort()));
      process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      awaitReady();
    } catch (IOException e) {
      throw new IllegalStateException("moto does not start; is python3 with moto 5.2.1 there?", e);
    }
  }

  private void awaitReady() {
    Awaitility.await("an answer of moto; see target/moto/moto.log")
        .atMost(START)
        .failFast("moto has ended; see target/moto/moto.log", () -> !process.isAlive())
        .until(() -> answers("GET", "/moto-api/"));
  }

  /** Deletes all state. */
  public void reset() {
    if (!answers("POST", "/moto-api/reset")) {
      throw new IllegalStateException("moto does not reset");
    }
  }

  private boolean answers(String method, String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(endpoint.resolve(path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static HttpServer listen() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "lambda-front");
                thread.setDaemon(true);
                return thread;
              }));
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
