package dev.kcompact.job.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kcompact.job.compact.GroupTask;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.Test;

class FileGroupReaderTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  @SuppressWarnings("unchecked")
  private static final ReaderOutput<GroupTask> NOTHING_EMITTED =
      (ReaderOutput<GroupTask>)
          Proxy.newProxyInstance(
              FileGroupReaderTest.class.getClassLoader(),
              new Class<?>[] {ReaderOutput.class},
              (proxy, method, arguments) -> {
                throw new AssertionError("A reader without a group emits nothing: " + method);
              });

  private final Requests requests = new Requests();
  private final FileGroupReader reader = new FileGroupReader(requests, INTERVAL);

  /** Counts the split requests; everything happens in the test's thread. */
  private static final class Requests implements SourceReaderContext {
    private int splits;

    @Override
    public void sendSplitRequest() {
      splits++;
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
      throw new AssertionError("A reader without a group reports nothing: " + event);
    }

    @Override
    public SourceReaderMetricGroup metricGroup() {
      return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
    }

    @Override
    public Configuration getConfiguration() {
      return new Configuration();
    }

    @Override
    public String getLocalHostName() {
      return "localhost";
    }

    @Override
    public int getIndexOfSubtask() {
      return 0;
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      throw new UnsupportedOperationException();
    }
  }

  private InputStatus poll() throws Exception {
    return reader.pollNext(NOTHING_EMITTED);
  }

  @Test
  void anIdleReaderRepeatsItsRequest() throws Exception {
    reader.start();
    assertThat(requests.splits).isEqualTo(1);
    for (int request = 2; request < 5; request++) {
      CompletableFuture<Void> available = reader.isAvailable();
      await().until(available::isDone);
      assertThat(poll()).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(requests.splits).isEqualTo(request);
    }
  }

  /** A stopping job calls pollNext no more. */
  @Test
  void aReaderThatIsNotPolledRequestsNothing() throws Exception {
    reader.start();
    poll();
    CompletableFuture<Void> available = reader.isAvailable();
    await().until(available::isDone);
    assertThat(requests.splits).isEqualTo(2);
  }

  @Test
  void theReaderEndsWithoutARequestWhenThereIsNoMore() throws Exception {
    reader.start();
    reader.notifyNoMoreSplits();
    assertThat(reader.isAvailable()).isDone();
    assertThat(poll()).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(requests.splits).isEqualTo(1);
  }
}
