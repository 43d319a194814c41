package dev.kcompact.finalizer.finalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.duckdb.LimitException.Limit;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.finalize.WorkUnitRunner.Outcome;
import dev.kcompact.finalizer.finalize.WorkUnitRunner.Progress;
import dev.kcompact.finalizer.run.documents.HashBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkUnitRunnerTest {
  private static final HashBucket A = new HashBucket("a", 0, 1);
  private static final HashBucket B = new HashBucket("b", 0, 1);
  private static final HashBucket C = new HashBucket("c", 0, 1);

  private Duration left = Duration.ofSeconds(900);
  private final TestWorker worker = new TestWorker();
  private final WorkUnitRunner work =
      new WorkUnitRunner(worker, () -> left, Duration.ofSeconds(90));

  /** Takes the time and exceeds the limits that the test sets. */
  private final class TestWorker implements WorkUnitRunner.Worker {
    final List<String> started = new ArrayList<>();
    final Map<HashBucket, Limit> tooLarge = new HashMap<>();
    Duration each = Duration.ofSeconds(100);

    @Override
    public Outcome work(HashBucket bucket, Duration time) {
      started.add(bucket.text() + " within " + time.toSeconds());
      Limit limit = tooLarge.get(bucket);
      left = left.minus(limit == Limit.TIME ? time : each);
      return limit == null ? new Outcome.Done() : new Outcome.TooLarge(limit, "too large");
    }

    @Override
    public boolean isSplittable(HashBucket bucket) {
      return bucket.count() < 4;
    }
  }

  @Test
  void finalizesAllBucketsWhileThereIsTime() {
    Progress progress = work.run(List.of(A, B), List.of());

    assertThat(progress).isEqualTo(new Progress(true, List.of(A, B), List.of()));
    assertThat(worker.started).containsExactly("a-0-of-1 within 870", "b-0-of-1 within 770");
  }

  @Test
  void startsNoBucketThatCouldEndWithinTheReserve() {
    left = Duration.ofSeconds(389);

    Progress progress = work.run(List.of(A, B, C), List.of());

    assertThat(progress).isEqualTo(new Progress(false, List.of(A, B), List.of()));
    assertThat(left).isEqualTo(Duration.ofSeconds(189));
  }

  @Test
  void startsOneBucketHoweverShortTheTimeIs() {
    left = Duration.ofSeconds(1);
    worker.each = Duration.ZERO;

    assertThat(work.run(List.of(A, B), List.of()).done()).containsExactly(A);
  }

  @Test
  void splitsABucketThatNeedsMoreMemoryAndFinalizesBothAtOnce() {
    worker.tooLarge.put(A, Limit.MEMORY);
    worker.tooLarge.put(new HashBucket("a", 1, 2), Limit.STORAGE);
    worker.each = Duration.ofSeconds(1);

    Progress progress = work.run(List.of(A, B), List.of());

    assertThat(progress.isComplete()).isTrue();
    assertThat(progress.done())
        .containsExactly(
            new HashBucket("a", 0, 2), new HashBucket("a", 1, 4), new HashBucket("a", 3, 4), B);
    assertThat(progress.split()).containsExactly(A, new HashBucket("a", 1, 2));
  }

  @Test
  void splitsABucketThatHadAFullInvocationForTheNextOne() {
    worker.tooLarge.put(A, Limit.TIME);

    Progress progress = work.run(List.of(A, B), List.of(C));

    assertThat(progress).isEqualTo(new Progress(false, List.of(), List.of(C, A)));
    assertThat(left).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void retriesABucketThatHadOnlyTheRestOfAnInvocation() {
    worker.tooLarge.put(B, Limit.TIME);

    Progress progress = work.run(List.of(A, B), List.of());

    assertThat(progress).isEqualTo(new Progress(false, List.of(A), List.of()));
  }

  @Test
  void refusesABucketThatIsTooLargeAndCannotBeSplit() {
    HashBucket bucket = new HashBucket("a", 3, 4);
    worker.tooLarge.put(bucket, Limit.MEMORY);

    assertThatThrownBy(() -> work.run(List.of(bucket), List.of()))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining(
            "Bucket a-3-of-4 does not fit one invocation and cannot be split further: too large");
  }
}
