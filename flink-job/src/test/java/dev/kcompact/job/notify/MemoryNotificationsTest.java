package dev.kcompact.job.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test double behaves like a real queue. */
class MemoryNotificationsTest {
  private final MemoryNotifications queue = new MemoryNotifications();

  private List<String> receive(int maxObjects) throws IOException {
    return queue.receive(maxObjects).objects().stream().map(NotifiedObject::key).toList();
  }

  @Test
  void unacknowledgedNotificationsAreDeliveredAgain() throws Exception {
    queue.send("a", "1", 10, Instant.EPOCH);
    queue.send("b", "2", 20, Instant.EPOCH);
    NotificationBatch first = queue.receive(1);
    assertThat(first.objects()).extracting(NotifiedObject::key).containsExactly("a");
    assertThat(receive(10)).containsExactly("b");
    assertThat(receive(10)).as("invisible").isEmpty();
    queue.acknowledge(List.of(first.objects().get(0).receipt(), "an old receipt"));
    queue.endVisibilityTimeout();
    assertThat(receive(10)).containsExactly("b");
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void aFaultLosesNothing() throws Exception {
    queue.send("a", "1", 10, Instant.EPOCH);
    queue.fail("away");
    assertThatThrownBy(() -> queue.receive(1)).isInstanceOf(IOException.class).hasMessage("away");
    queue.fail(null);
    assertThat(receive(1)).containsExactly("a");
  }
}
