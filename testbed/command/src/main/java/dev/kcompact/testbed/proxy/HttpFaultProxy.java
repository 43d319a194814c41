package dev.kcompact.testbed.proxy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy for an HTTP server on 127.0.0.1 that forwards requests byte by byte, and breaks those
 * that a script selects. It uses sockets, because HTTP libraries cannot reset a connection or send
 * half a body. Each connection has a thread and its own connection to the server.
 */
public final class HttpFaultProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFaultProxy.class);

  private final int port;
  private final Listener listener;
  private final ErrorDialect dialect;
  private final Function<ProxiedRequest, RequestLabel> labels;
  private final FaultScript script;
  private final Duration stall;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Starts listening on a free port.
   *
   * @param port the server's port, which need not be open yet
   * @param labels the label of a request
   * @param stall duration of a stalled request, longer than the client's timeout
   */
  public HttpFaultProxy(
      int port,
      ErrorDialect dialect,
      Function<ProxiedRequest, RequestLabel> labels,
      FaultScript script,
      Duration stall) {
    this.port = port;
    this.dialect = dialect;
    this.labels = labels;
    this.script = script;
    this.stall = stall;
    listener = new Listener("fault-proxy", 0, this::serve);
  }

  /** The address for clients. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  @Override
  public void close() {
    listener.close();
    open.forEach(Listener::reset);
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket()) {
      open.add(client);
      open.add(server);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      pass(client, server);
      open.remove(server);
    } catch (IOException e) {
      // The client sees a lost connection, as with any stopped server.
      Listener.reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private void pass(Socket client, Socket server) throws IOException, InterruptedException {
    InputStream asked = new BufferedInputStream(client.getInputStream());
    OutputStream answers = new BufferedOutputStream(client.getOutputStream());
    FaultyExchange exchange =
        new FaultyExchange(
            dialect,
            new BufferedInputStream(server.getInputStream()),
            new BufferedOutputStream(server.getOutputStream()),
            answers,
            stall);
    while (true) {
      Optional<HttpMessage> request = HttpMessage.request(asked, answers);
      if (request.isEmpty()) {
        return;
      }
      RequestLabel label = labels.apply(ProxiedRequest.of(request.get().head()));
      Optional<Fault> fault = script.next(label);
      switch (exchange.perform(request.get(), fault)) {
        case ANSWERED -> {}
        case LEFT_INTACT -> fault.ifPresent(chosen -> script.takeBack(label, chosen));
        case RESET -> {
          Listener.reset(client);
          return;
        }
      }
    }
  }
}
