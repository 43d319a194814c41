package dev.kcompact.testbed.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on 127.0.0.1, each in its own thread. */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 256;

  private final ServerSocket socket;
  private final ExecutorService threads;

  /**
   * Starts listening.
   *
   * @param name name of the threads
   * @param port the port to listen on; 0 for any free port
   * @param service serves a connection until it ends
   */
  Listener(String name, int port, Consumer<Socket> service) {
    try {
      socket = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to listen on 127.0.0.1:" + port, e);
    }
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.execute(() -> accept(service));
  }

  private void accept(Consumer<Socket> service) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> service.accept(client));
      } catch (IOException e) {
        LOG.debug("The listener ended", e);
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Runs additional work for a connection. */
  void execute(Runnable work) {
    threads.execute(work);
  }

  @Override
  public void close() {
    closeQuietly(socket);
    threads.shutdownNow();
  }

  /** Closes a connection with a TCP reset. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      LOG.debug("A socket was closed already", e);
    }
    closeQuietly(socket);
  }

  static void closeQuietly(AutoCloseable closed) {
    try {
      closed.close();
    } catch (Exception e) {
      LOG.debug("Failed to close a socket", e);
    }
  }
}
