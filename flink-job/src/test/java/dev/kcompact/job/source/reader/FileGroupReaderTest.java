package dev.kcompact.job.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.compact.GroupTask;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.source.split.GroupFinishedEvent;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.jspecify.annotations.Nullable;
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
  private final ManualClock clock = new ManualClock();
  private final FileGroupReader reader = new FileGroupReader(requests, INTERVAL, clock);

  /** Is moved by hand. */
  private static final class ManualClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T00:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  /** Counts the split requests; everything happens in the test's thread. */
  private static final class Requests implements SourceReaderContext {
    private int splits;
    private final List<String> finished = new ArrayList<>();

    @Override
    public void sendSplitRequest() {
      splits++;
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
      finished.add(((GroupFinishedEvent) event).group());
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

  /** While Kafka is unavailable, groups with corrupt records wait, and others are compacted. */
  @Test
  void aHeldGroupDoesNotDelayOthers() throws Exception {
    FileGroup corrupt = group("corrupt");
    FileGroup good = group("good");
    reader.addSplits(List.of(corrupt, good));

    assertThat(pollAs(Set.of("corrupt"))).isEqualTo("corrupt");
    assertThat(pollAs(Set.of("corrupt"))).isEqualTo("good");
    assertThat(reader.snapshotState(1)).extracting(FileGroup::id).containsExactly("corrupt");
    assertThat(requests.finished).containsExactly("good");

    assertThat(pollAs(Set.of())).as("not tried again yet").isNull();
    clock.advance(Duration.ofSeconds(5));
    assertThat(pollAs(Set.of("corrupt"))).isEqualTo("corrupt");
    assertThat(pollAs(Set.of())).as("not tried again yet").isNull();
    clock.advance(Duration.ofSeconds(5));
    assertThat(pollAs(Set.of())).isEqualTo("corrupt");
    assertThat(reader.snapshotState(2)).isEmpty();
    assertThat(requests.finished).containsExactly("good", "corrupt");
  }

  @Test
  void allHeldGroupsFollowTheFirstThatIsCompacted() throws Exception {
    Set<String> ids = Set.of("a", "b", "c");
    reader.addSplits(ids.stream().map(FileGroupReaderTest::group).toList());
    for (int i = 0; i < 3; i++) {
      pollAs(ids);
    }
    clock.advance(Duration.ofSeconds(5));
    for (int i = 0; i < 3; i++) {
      pollAs(Set.of());
    }
    assertThat(requests.finished).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aReaderWithAHeldGroupDoesNotEnd() throws Exception {
    reader.addSplits(List.of(group("corrupt")));
    pollAs(Set.of("corrupt"));
    reader.notifyNoMoreSplits();
    assertThat(poll()).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    clock.advance(Duration.ofSeconds(5));
    pollAs(Set.of());
    assertThat(poll()).isEqualTo(InputStatus.END_OF_INPUT);
  }

  private static FileGroup group(String id) {
    return new FileGroup(
        id,
        new TableDay("orders", LocalDate.of(2026, 11, 20)),
        FileGroup.Limit.MAX_WAIT,
        null,
        List.of(new SourceObject("topics/orders/" + id + ".json", "e", 9)));
  }

  /** Polls with a compactor that holds these groups; returns the group's id, null if none came. */
  @SuppressWarnings("unchecked")
  private @Nullable String pollAs(Set<String> held) throws Exception {
    List<String> emitted = new ArrayList<>();
    reader.pollNext(
        (ReaderOutput<GroupTask>)
            Proxy.newProxyInstance(
                FileGroupReaderTest.class.getClassLoader(),
                new Class<?>[] {ReaderOutput.class},
                (proxy, method, arguments) -> {
                  GroupTask task = (GroupTask) arguments[0];
                  emitted.add(task.group().id());
                  if (held.contains(task.group().id())) {
                    task.hold();
                  } else {
                    task.finish(new GroupTask.Outcome(9, 9, 1, List.of()));
                  }
                  return null;
                }));
    return emitted.isEmpty() ? null : emitted.get(0);
  }
}
