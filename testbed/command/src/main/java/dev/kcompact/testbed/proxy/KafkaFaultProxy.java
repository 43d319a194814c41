package dev.kcompact.testbed.proxy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy for a Kafka broker that advertises the proxy's port; breaks requests that a script
 * selects. It reads only the length and the API key of messages. Requests and answers of a
 * connection have separate threads, because clients send several requests before the first answer.
 */
public final class KafkaFaultProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFaultProxy.class);
  private static final int MOST_BYTES = 100 << 20;
  private static final Set<Fault> FAULTS =
      EnumSet.of(Fault.RESET, Fault.STALL, Fault.ANSWER_LOST, Fault.TRUNCATED);

  /** Names of the requests by API key. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          0, "produce",
          1, "fetch",
          2, "list offsets",
          3, "metadata",
          18, "versions",
          22, "producer id",
          24, "add partitions",
          26, "end transaction");

  private final int broker;
  private final String client;
  private final FaultScript script;
  private final Duration stall;
  private final Listener listener;

  /**
   * Starts listening.
   *
   * @param port the port to listen on, which the broker advertises
   * @param broker the port where the broker listens
   * @param client name of the client
   * @param stall duration of a stalled request
   */
  public KafkaFaultProxy(int port, int broker, String client, FaultScript script, Duration stall) {
    this.broker = broker;
    this.client = client;
    this.script = script;
    this.stall = stall;
    listener = new Listener("kafka-fault-proxy", port, this::serve);
  }

  @Override
  public void close() {
    listener.close();
  }

  private void serve(Socket from) {
    Socket to = new Socket();
    try {
      to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker));
      to.setTcpNoDelay(true);
      from.setTcpNoDelay(true);
      AtomicReference<Fault> ofNextAnswer = new AtomicReference<>();
      listener.execute(() -> answers(from, to, ofNextAnswer));
      requests(from, to, ofNextAnswer);
    } catch (IOException e) {
      LOG.debug("A connection ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Listener.reset(from);
      Listener.closeQuietly(to);
    }
  }

  private void requests(Socket from, Socket to, AtomicReference<Fault> ofNextAnswer)
      throws IOException, InterruptedException {
    DataInputStream asked = new DataInputStream(from.getInputStream());
    DataOutputStream passed = new DataOutputStream(to.getOutputStream());
    while (true) {
      byte[] request = message(asked);
      Optional<Fault> fault = script.next(label(request));
      if (fault.isPresent()) {
        if (fault.get() == Fault.RESET) {
          return;
        }
        if (fault.get() == Fault.STALL) {
          TimeUnit.NANOSECONDS.sleep(stall.toNanos());
        } else {
          ofNextAnswer.set(fault.get());
        }
      }
      passed.writeInt(request.length);
      passed.write(request);
      passed.flush();
    }
  }

  private RequestLabel label(byte[] request) {
    int number = request.length < 2 ? -1 : request[0] << 8 | request[1] & 0xff;
    String name = NAMES.getOrDefault(number, "request " + number);
    return new RequestLabel(client, "Kafka " + name, FAULTS);
  }

  private static void answers(Socket from, Socket to, AtomicReference<Fault> ofNextAnswer) {
    try {
      DataInputStream answers = new DataInputStream(to.getInputStream());
      DataOutputStream passed = new DataOutputStream(from.getOutputStream());
      while (true) {
        byte[] answer = message(answers);
        Fault fault = ofNextAnswer.getAndSet(null);
        if (fault == Fault.ANSWER_LOST) {
          return;
        }
        passed.writeInt(answer.length);
        if (fault == Fault.TRUNCATED) {
          passed.write(answer, 0, answer.length / 2);
          passed.flush();
          return;
        }
        passed.write(answer);
        passed.flush();
      }
    } catch (IOException e) {
      LOG.debug("A connection ended", e);
    } finally {
      Listener.reset(from);
      Listener.closeQuietly(to);
    }
  }

  private static byte[] message(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new EOFException("no length of a message: " + length);
    }
    byte[] message = new byte[length];
    in.readFully(message);
    return message;
  }
}
