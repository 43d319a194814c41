package dev.kcompact.job.store.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.job.store.RetryOptions;
import dev.kcompact.job.store.StoreOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * An S3 server for GETs of objects over real connections. The first requests of a key get the
 * faults set by a test, later ones get the object. The JDK's HttpServer can neither reset a
 * connection nor truncate a body.
 */
public final class FaultyS3 implements AutoCloseable {
  /** Entity tag of a multipart upload, which is not a checksum of the content. */
  public static final String ETAG = "0123456789abcdef0123456789abcdef-2";

  private final ServerSocket listener;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Fault of one request. */
  @FunctionalInterface
  public interface Fault {
    /**
     * @return whether the connection can be used again
     */
    boolean happen(Socket connection, FaultyS3 server) throws IOException, InterruptedException;
  }

  /** A request that was received; path and query are decoded. */
  public record Request(
      String method,
      String path,
      @Nullable String query,
      Map<String, String> headers,
      long nanos) {}

  public FaultyS3() {
    try {
      listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
  }

  /** Options of a client of this server. */
  public StoreOptions client(RetryOptions retries, java.time.Duration timeout) {
    return new StoreOptions(
        URI.create("http://127.0.0.1:" + listener.getLocalPort()).toString(),
        "us-east-1",
        "local",
        "localsecret",
        true,
        128,
        timeout,
        retries);
  }

  public FaultyS3 put(String path, String content) {
    objects.put(path, content.getBytes(UTF_8));
    return this;
  }

  /** Adds a fault for the next {@code times} requests of a path. */
  public FaultyS3 fault(String path, int times, Fault fault) {
    Deque<Fault> its = faults.computeIfAbsent(path, key -> new ArrayDeque<>());
    synchronized (its) {
      for (int i = 0; i < times; i++) {
        its.add(fault);
      }
    }
    return this;
  }

  public List<Request> requests() {
    return requests;
  }

  /** A response with an error document like that of S3. */
  public static Fault error(int status, String code, String... headers) {
    return (connection, server) -> {
      String body =
          code.isEmpty()
              ? ""
              : "<?xml version=\"1.0\"?><Error><Code>"
                  + code
                  + "</Code><Message>as configured</Message></Error>";
      write(connection, status, body.getBytes(UTF_8), body.length(), headers);
      return true;
    };
  }

  /** No response until the server closes. */
  public static Fault stall() {
    return (connection, server) -> {
      server.closed.await();
      return false;
    };
  }

  /** The connection is reset instead of a response. */
  public static Fault reset() {
    return (connection, server) -> {
      connection.setSoLinger(true, 0);
      return false;
    };
  }

  /** The body is shorter than in its headers, unless {@code length} is its length. */
  public static Fault truncated(String body, int length) {
    return (connection, server) -> {
      write(connection, 200, body.getBytes(UTF_8), length, "ETag", '"' + ETAG + '"');
      return false;
    };
  }

  /** A successful response with this content and entity tag. */
  public static Fault response(String body, String etag, String... headers) {
    return (connection, server) -> {
      List<String> all = new ArrayList<>(List.of("ETag", '"' + etag + '"'));
      all.addAll(List.of(headers));
      byte[] bytes = body.getBytes(UTF_8);
      write(connection, 200, bytes, bytes.length, all.toArray(String[]::new));
      return true;
    };
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        thread(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
      boolean open = true;
      while (open) {
        Request request = read(in);
        if (request == null) {
          return;
        }
        requests.add(request);
        Fault fault = next(request.path());
        open = fault == null ? respond(connection, request.path()) : fault.happen(connection, this);
      }
    } catch (IOException e) {
      // Some tests close the client.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Request read(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      return null;
    }
    String[] words = line.split(" ");
    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    URI target = URI.create(words[1]);
    return new Request(words[0], target.getPath(), target.getQuery(), headers, System.nanoTime());
  }

  private @Nullable Fault next(String path) {
    Deque<Fault> its = faults.get(path);
    if (its == null) {
      return null;
    }
    synchronized (its) {
      return its.poll();
    }
  }

  private boolean respond(Socket connection, String path) throws IOException, InterruptedException {
    byte[] body = objects.get(path);
    if (body == null) {
      return error(404, "NoSuchKey").happen(connection, this);
    }
    write(connection, 200, body, body.length, "ETag", '"' + ETAG + '"');
    return true;
  }

  private static void write(
      Socket connection, int status, byte[] body, int length, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " as configured\r\n");
    head.append("Content-Length: ").append(length).append("\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    OutputStream out = connection.getOutputStream();
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "faulty-s3");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
