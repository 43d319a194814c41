package dev.kcompact.testbed.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server on 127.0.0.1 whose handler may block: each request has its own daemon thread. */
public final class LoopbackServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

  static {
    // Otherwise the JDK's server waits 40 ms for an acknowledgement before it sends a small body.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Answers one request, on the request's thread. */
  @FunctionalInterface
  public interface Handler {
    /** An exception becomes status 500 and is logged. */
    Answer answer(HttpExchange request) throws IOException, InterruptedException;
  }

  /**
   * @param name name of the threads
   * @param port the port to listen on; 0 for any free port
   */
  public static LoopbackServer start(String name, int port, Handler handler) {
    AtomicInteger count = new AtomicInteger();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      HttpServer server = HttpServer.create(address, 0);
      server.setExecutor(threads);
      server.createContext("/", exchange -> handle(handler, exchange));
      server.start();
      return new LoopbackServer(server, threads);
    } catch (IOException e) {
      threads.shutdownNow();
      throw new UncheckedIOException("Failed to listen: 127.0.0.1:" + port, e);
    }
  }

  /** The address of the server. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Stops listening and interrupts running requests. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void handle(Handler handler, HttpExchange exchange) {
    try (exchange) {
      send(exchange, answer(handler, exchange));
    } catch (IOException e) {
      LOG.debug("The client disconnected: {}", exchange.getRequestURI().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer answer(Handler handler, HttpExchange exchange)
      throws IOException, InterruptedException {
    try {
      return handler.answer(exchange);
    } catch (RuntimeException e) {
      LOG.error("Failed to answer: {}", exchange.getRequestURI().getPath(), e);
      return Answer.json(500, "{\"message\": \"Internal error, see the command's log\"}");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /**
   * An HTTP answer.
   *
   * @param headers additional headers; the server sets the length
   * @param body possibly empty
   */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    /** Copies the headers, but not the body. */
    public Answer {
      if (status < 100 || status > 599) {
        throw new IllegalArgumentException("HTTP status is not within 100 to 599: " + status);
      }
      headers = Map.copyOf(headers);
    }

    public static Answer json(int status, byte[] body) {
      return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    public static Answer json(int status, String body) {
      return json(status, body.getBytes(UTF_8));
    }
  }
}
