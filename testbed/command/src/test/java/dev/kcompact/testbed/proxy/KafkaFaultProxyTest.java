package dev.kcompact.testbed.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.cli.ports.FreePorts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaFaultProxyTest {
  private static final byte[] PRODUCE = {0, 0, 7, 7};

  private final BlockingQueue<Integer> performed = new LinkedBlockingQueue<>();
  private final FaultScript script = new FaultScript(3, 1);
  private final int port = new FreePorts().next();
  private ServerSocket broker;
  private Thread accepting;
  private KafkaFaultProxy proxy;

  /** Echoes each request. */
  @BeforeEach
  void start() throws IOException {
    broker = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    accepting = new Thread(this::accept, "broker");
    accepting.setDaemon(true);
    accepting.start();
    Duration stall = Duration.ofMillis(20);
    proxy = new KafkaFaultProxy(port, broker.getLocalPort(), "job", script, stall);
  }

  private void accept() {
    while (!broker.isClosed()) {
      try (Socket client = broker.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        while (true) {
          byte[] message = new byte[in.readInt()];
          in.readFully(message);
          performed.add(message.length);
          out.writeInt(message.length);
          out.write(message);
          out.flush();
        }
      } catch (IOException e) {
        // The next client uses a new connection.
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    broker.close();
  }

  private byte[] ask() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(PRODUCE.length);
      out.write(PRODUCE);
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readInt()];
      in.readFully(answer);
      return answer;
    }
  }

  @Test
  void passesMessagesOn() throws IOException {
    assertThat(ask()).isEqualTo(PRODUCE);
  }

  /** Every fault occurs once, in the seed's order; a stalled request is answered late. */
  @Test
  void breaksARequestInEachWay() throws Exception {
    script.allow(4);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      try {
        assertThat(ask()).isEqualTo(PRODUCE);
        answers.add("late");
      } catch (IOException e) {
        answers.add("none");
      }
    }

    assertThat(answers).containsExactlyInAnyOrder("late", "none", "none", "none");
    assertThat(script.injected().get("job: Kafka produce"))
        .containsOnlyKeys(Fault.RESET, Fault.STALL, Fault.ANSWER_LOST, Fault.TRUNCATED);
    for (int i = 0; i < 3; i++) {
      assertThat(performed.poll(5, TimeUnit.SECONDS)).as("performed").isEqualTo(PRODUCE.length);
    }
    assertThat(performed).as("the reset one is not").isEmpty();
  }

  @Test
  void endsWithItsBroker() throws Exception {
    broker.close();
    // A thread that is already accepting takes one more connection.
    accepting.join();

    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
  }
}
