package dev.kcompact.cli.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Hands out free TCP ports of 127.0.0.1, each once. Safe for many threads.
 *
 * <p>They lie below the range from which systems take the ports of outgoing connections, so that
 * none is lost to a connection between the moment it was found free and the moment a server listens
 * on it; and the search starts at random, so that two commands at once seldom try the same.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 31_999;

  private final Set<Integer> handedOut = new HashSet<>();
  private final RandomGenerator random;

  /** Ports in random order. */
  public FreePorts() {
    this(RandomGenerator.getDefault());
  }

  FreePorts(RandomGenerator random) {
    this.random = random;
  }

  /** A port that nobody listens on and that was not handed out before. */
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
        "No free port on 127.0.0.1 between " + LOWEST + " and " + HIGHEST + ": end some servers");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Without it a port still counts as free while connections to its last server linger.
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
