package dev.kcompact.job.compact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.InMemoryMetricGroup;
import dev.kcompact.job.Tables;
import dev.kcompact.job.compact.CompactorOptions.MissingObjectPolicy;
import dev.kcompact.job.deadletter.DeadLetter;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.plan.UnreadableObject;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.UnreadableObjectException;
import dev.kcompact.job.write.FileElement;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** Objects that were deleted or changed after they were listed. */
class GroupCompactionTest {
  private static final BaseTable TABLE = Tables.byPath("orders");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final byte[] ONE = "{\"id\":1}\n".getBytes(UTF_8);
  private static final byte[] TWO = "{\"id\":1}\n{\"id\":\n".getBytes(UTF_8);

  private final ManualStore store = new ManualStore();
  private final InMemoryMetricGroup metrics = new InMemoryMetricGroup();
  private final List<SourceObject> listed = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private int emitted;
  private boolean kafka = true;

  private final Collector<FileElement> out =
      new Collector<>() {
        @Override
        public void collect(FileElement element) {
          emitted++;
        }

        @Override
        public void close() {}
      };

  private static String key(int offset) {
    return String.format("topics/orders/year=2026/month=11/day=20/orders+0+%010d.json", offset);
  }

  /** Lists an object with this tag and the size of {@code content}. */
  private String listed(int offset, String etag, byte[] content) {
    listed.add(new SourceObject(key(offset), etag, content.length));
    return key(offset);
  }

  private GroupCompaction run(MissingObjectPolicy missing) throws Exception {
    CompactorMetrics counts = new CompactorMetrics(metrics, InstantSource.system());
    FileGroup group =
        new FileGroup("g", new TableDay("orders", DAY), FileGroup.Limit.MAX_WAIT, null, listed);
    ObjectDecoder decoder = new ObjectDecoder(TABLE, DecodeLimits.DEFAULTS);
    GroupCompaction compaction =
        new GroupCompaction(
            group,
            TABLE,
            decoder,
            counts,
            missing,
            new LetterOutput(() -> kafka, deadLetters::add, counts::deferred),
            out);
    FetchBudget.Share share = new FetchBudget().open(1_000, 1_000);
    try (ObjectPrefetcher window =
        new ObjectPrefetcher(
            store,
            listed,
            8,
            share,
            counts.fetching(),
            1 << 20,
            new SideFetches(store, List.of()))) {
      compaction.compact(window);
    }
    return compaction;
  }

  private void deleted(String key) {
    store
        .fetch(key)
        .completeExceptionally(
            new ObjectDeletedException("s3://raw/" + key, new FileNotFoundException(key)));
  }

  @Test
  void aDeletedObjectIsLeftOutAndCounted() throws Exception {
    store.complete(listed(0, "a", ONE), "a", ONE);
    deleted(listed(1, "b", ONE));
    store.complete(listed(2, "c", TWO), "c", TWO);
    GroupCompaction compaction = run(MissingObjectPolicy.SKIP);
    assertThat(compaction.rawBytes()).isEqualTo(ONE.length + TWO.length);
    assertThat(emitted).as("three rows and the end").isEqualTo(4);
    assertThat(metrics.counted("goneObjects")).isEqualTo(1);
    assertThat(metrics.counted("objects")).isEqualTo(2);
    assertThat(metrics.counted("rows")).isEqualTo(3);
    assertThat(metrics.counted("fetchedBytes")).isEqualTo(ONE.length + TWO.length);
    assertThat(deadLetters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.objectKey()).isEqualTo(key(2));
              assertThat(letter.line()).isEqualTo(1);
            });
  }

  @Test
  void lettersThatAreLeftToTheFinalizerAreCounted() throws Exception {
    kafka = false;
    store.complete(listed(0, "a", TWO), "a", TWO);
    run(MissingObjectPolicy.FAIL);
    assertThat(emitted).as("two rows and the end").isEqualTo(3);
    assertThat(metrics.counted("corruptRows")).isEqualTo(1);
    assertThat(metrics.counted("deferredLetters")).isEqualTo(1);
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void anObjectThatCannotBeReadIsSetAside() throws Exception {
    store.complete(listed(0, "a", ONE), "a", ONE);
    store
        .fetch(listed(1, "b", ONE))
        .completeExceptionally(
            new UnreadableObjectException("Failed to read object: x", "403 AccessDenied", null));
    store.complete(listed(2, "c", TWO), "c", TWO);
    GroupCompaction compaction = run(MissingObjectPolicy.FAIL);
    assertThat(compaction.rawBytes()).isEqualTo(ONE.length + TWO.length);
    assertThat(emitted).as("three rows and the end").isEqualTo(4);
    assertThat(metrics.counted("refusedReads")).isEqualTo(1);
    assertThat(compaction.unreadable())
        .containsExactly(new UnreadableObject(key(1), "b", ONE.length, "403 AccessDenied", false));
  }

  @Test
  void aGroupWithoutObjectsMakesNoFile() throws Exception {
    deleted(listed(0, "a", ONE));
    assertThat(run(MissingObjectPolicy.SKIP).rawBytes()).isZero();
    assertThat(emitted).isZero();
  }

  @Test
  void aDeletedObjectFailsTheJobByPolicy() {
    deleted(listed(0, "a", ONE));
    assertThatThrownBy(() -> run(MissingObjectPolicy.FAIL))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Object does not exist: s3://raw/"
                + key(0)
                + "; it was deleted after listing: restore it, or set fetch.gone to skip");
  }

  @Test
  void aChangedObjectIsReadOnceAndCounted() throws Exception {
    store.complete(listed(0, "a", ONE), "b", TWO);
    store.complete(listed(1, "c", ONE), "c", ONE);
    GroupCompaction compaction = run(MissingObjectPolicy.FAIL);
    assertThat(metrics.counted("changedObjects")).isEqualTo(1);
    assertThat(metrics.counted("goneObjects")).isZero();
    assertThat(compaction.rawBytes()).isEqualTo(TWO.length + ONE.length);
    assertThat(emitted).isEqualTo(4);
  }

  @Test
  void fetchesInFlightAreReported() throws Exception {
    store.complete(listed(0, "a", ONE), "a", ONE);
    run(MissingObjectPolicy.FAIL);
    assertThat(metrics.shown("bytesInFlight")).isEqualTo(0L);
    assertThat(metrics.shown("objectsInFlight")).isEqualTo(0);
    assertThat(metrics.counted("fetchWaitMillis")).isZero();
    assertThat(metrics.counted("fetchesHeldBack")).isZero();
  }
}
