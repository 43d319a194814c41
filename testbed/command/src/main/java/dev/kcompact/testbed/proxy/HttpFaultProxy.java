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
 * Stands before an HTTP server on 127.0.0.1, passes requests on byte by byte, and breaks those that
 * a script tells it to. It works on sockets, for an HTTP library neither resets a connection nor
 * sends half a body. Each connection has a thread, and a connection of its own to the server.
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
   * @param port of the server, which may come and go
   * @param labels what a request is taken for
   * @param stall how long a stalled request is held, longer than any client waits
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

  /** Where clients are to go. */
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
      // The client learns of it as of any server that goes away.
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
