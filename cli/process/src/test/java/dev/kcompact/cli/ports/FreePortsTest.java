package dev.kcompact.cli.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void handsOutEachPortOnce() {
    FreePorts ports = new FreePorts();

    assertThat(IntStream.range(0, 50).map(i -> ports.next())).doesNotHaveDuplicates();
  }

  @Test
  void staysBelowThePortsOfOutgoingConnections() {
    FreePorts ports = new FreePorts();

    assertThat(IntStream.range(0, 50).map(i -> ports.next())).allMatch(p -> p < 32_000);
  }

  @Test
  void passesOverAPortInUse() throws IOException {
    int port = new FreePorts(startingAt(7)).next();
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(new FreePorts(startingAt(port - 20_000)).next())
          .isNotEqualTo(socket.getLocalPort());
    }
  }

  @SuppressWarnings("serial")
  private static RandomGenerator startingAt(int offset) {
    return new Random() {
      @Override
      public int nextInt(int bound) {
        return offset;
      }
    };
  }
}
