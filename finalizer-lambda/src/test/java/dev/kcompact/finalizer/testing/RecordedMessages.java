package dev.kcompact.finalizer.testing;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.feedback.MessageSender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Records messages instead of sending them. Thread-safe. */
public final class RecordedMessages implements MessageSender {
  public record Sent(String topic, String key, String value, Map<String, String> headers) {}

  public final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());

  /** Number of flushes that fail before one succeeds. */
  public final AtomicInteger flushesThatFail = new AtomicInteger();

  @Override
  public void send(String topic, String key, String value, Map<String, String> headers) {
    Effects.change();
    sent.add(new Sent(topic, key, value, headers));
  }

  @Override
  public void flush() {
    Effects.question();
    if (flushesThatFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      sent.clear();
      throw new RetryableException("Failed to send messages: Kafka is away");
    }
  }

  /** Returns the messages of one topic in the order of sending. */
  public List<Sent> on(String topic) {
    synchronized (sent) {
      return sent.stream().filter(message -> message.topic().equals(topic)).toList();
    }
  }
}
