package dev.kcompact.job.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The double keeps the port's promises, so that what is tested with it holds with a real queue. */
class MemoryNotificationsTest {
  private final MemoryNotifications queue = new MemoryNotifications();

  private List<String> receive(int most) throws IOException {
    return queue.receive(most).objects().stream().map(NotifiedObject::key).toList();
  }

  @Test
  void whatIsNotAcknowledgedComesAgain() throws Exception {
    queue.tell("a", "1", 10, Instant.EPOCH);
    queue.tell("b", "2", 20, Instant.EPOCH);
    Batch first = queue.receive(1);
    assertThat(first.objects()).extracting(NotifiedObject::key).containsExactly("a");
    assertThat(receive(10)).containsExactly("b");
    assertThat(receive(10)).as("hidden").isEmpty();
    queue.acknowledge(List.of(first.objects().get(0).receipt(), "of long ago"));
    queue.showAgain();
    assertThat(receive(10)).containsExactly("b");
    assertThat(queue.left()).isEqualTo(1);
  }

  @Test
  void aFaultLosesNothing() throws Exception {
    queue.tell("a", "1", 10, Instant.EPOCH);
    queue.fail("away");
    assertThatThrownBy(() -> queue.receive(1)).isInstanceOf(IOException.class).hasMessage("away");
    queue.fail(null);
    assertThat(receive(1)).containsExactly("a");
  }
}
