package dev.kcompact.cli.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds free TCP ports of 127.0.0.1 and returns each once. Thread-safe.
 *
 * <p>The ports are below the range of ephemeral ports, so an outgoing connection cannot take one
 * before a server listens on it. The search starts at a random port, so two commands rarely try the
 * same port.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 31_999;

  private final Set<Integer> handedOut = new HashSet<>();
  private final RandomGenerator random;

  public FreePorts() {
    this(RandomGenerator.getDefault());
  }

  FreePorts(RandomGenerator random) {
    this.random = random;
  }

  /** A port on which nothing listens and that was not returned before. */
  public synchronized int next() {
    int size = HIGHEST - LOWEST + 1;
    int start = random.nextInt(size);
    for (int i = 0; i < size; i++) {
      int port = LOWEST + (start + i) % size;
      if (!handedOut.contains(port) && isFree(port)) {
        handedOut.add(port);
        return port;
      }
    }
    throw new IllegalStateException(
        "No free port on 127.0.0.1 between " + LOWEST + " and " + HIGHEST + "; end some servers");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // With address reuse, a port would count as free while connections to its last server linger.
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
