package dev.kcompact.finalizer.testing;

import dev.kcompact.testbed.aws.AwsFront;
import dev.kcompact.testbed.aws.MotoServer;
import dev.kcompact.testbed.aws.PythonWithMoto;
import dev.kcompact.testbed.lambda.FunctionInvoker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The test bed's moto, shared by all tests of this JVM. System properties point the JVM's AWS
 * clients at it; the state machine's Lambda invocations go to the invoker of the running test.
 */
public final class SharedMoto {
  private static final FunctionInvoker NONE = (name, payload) -> Optional.empty();

  private final AtomicReference<FunctionInvoker> functions = new AtomicReference<>(NONE);
  private final MotoServer server;

  private static final class Holder {
    static final SharedMoto ONE = new SharedMoto();
  }

  /** Returns the instance, started on first use. */
  public static SharedMoto running() {
    return Holder.ONE;
  }

  private SharedMoto() {
    try {
      int port = freePort();
      URI endpoint = URI.create("http://127.0.0.1:" + port);
      // Bound as long as moto runs, because moto knows the port.
      AwsFront front = new AwsFront(0, endpoint, functions::get);
      Path work = Files.createDirectories(Path.of("target", "moto").toAbsolutePath());
      Path python = PythonWithMoto.find(work.resolve("venv"), work.resolve("pip.log"));
      server =
          MotoServer.start(python, work, work.resolve("moto.log"), port, front.uri().getPort());
    } catch (IOException e) {
      throw new IllegalStateException("Failed to start moto: target/moto", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Failed to start moto: interrupted", e);
    }
    System.setProperty("aws.endpointUrl", server.uri().toString());
    System.setProperty("aws.endpointUrlS3", server.uri().toString());
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
  }

  /** Routes Lambda invocations to the functions until the result is closed. */
  public AutoCloseable route(FunctionInvoker invoker) {
    functions.set(invoker);
    return () -> functions.set(NONE);
  }

  public void reset() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve("/moto-api/reset"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("Failed to reset moto: status " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Failed to reset moto: see target/moto/moto.log", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Failed to reset moto: interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
