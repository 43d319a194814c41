package dev.kcompact.finalizer.finalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.duckdb.LimitException.Limit;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.finalize.WorkUnitProcessor.Outcome;
import dev.kcompact.finalizer.finalize.WorkUnitProcessor.Progress;
import dev.kcompact.finalizer.run.documents.HashBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkUnitProcessorTest {
  private static final HashBucket A = new HashBucket("a", 0, 1);
  private static final HashBucket B = new HashBucket("b", 0, 1);
  private static final HashBucket C = new HashBucket("c", 0, 1);

  private Duration left = Duration.ofSeconds(900);
  private final Bench bench = new Bench();
  private final WorkUnitProcessor work =
      new WorkUnitProcessor(bench, () -> left, Duration.ofSeconds(90));

  /** Takes time that the test gives, and finds too large what the test says. */
  private final class Bench implements WorkUnitProcessor.Worker {
    final List<String> begun = new ArrayList<>();
    final Map<HashBucket, Limit> tooLarge = new HashMap<>();
    Duration each = Duration.ofSeconds(100);

    @Override
    public Outcome work(HashBucket bucket, Duration time) {
      begun.add(bucket.text() + " within " + time.toSeconds());
      Limit limit = tooLarge.get(bucket);
      left = left.minus(limit == Limit.TIME ? time : each);
      return limit == null ? new Outcome.Done() : new Outcome.TooLarge(limit, "too large");
    }

    @Override
    public boolean isDivisible(HashBucket bucket) {
      return bucket.count() < 4;
    }
  }

  @Test
  void worksOffAllPartsWhileThereIsTime() {
    Progress progress = work.run(List.of(A, B), List.of());

    assertThat(progress).isEqualTo(new Progress(true, List.of(A, B), List.of()));
    assertThat(bench.begun).containsExactly("a-0-of-1 within 870", "b-0-of-1 within 770");
  }

  @Test
  void beginsNoPartThatCouldEndWithinTheReserve() {
    left = Duration.ofSeconds(389);

    Progress progress = work.run(List.of(A, B, C), List.of());

    assertThat(progress).isEqualTo(new Progress(false, List.of(A, B), List.of()));
    assertThat(left).isEqualTo(Duration.ofSeconds(189));
  }

  @Test
  void beginsOnePartHoweverShortTimeIs() {
    left = Duration.ofSeconds(1);
    bench.each = Duration.ZERO;

    assertThat(work.run(List.of(A, B), List.of()).done()).containsExactly(A);
  }

  @Test
  void aBucketThatNeedsMoreMemoryIsSplitAndItsHalvesAreDoneAtOnce() {
    bench.tooLarge.put(A, Limit.MEMORY);
    bench.tooLarge.put(new HashBucket("a", 1, 2), Limit.STORAGE);
    bench.each = Duration.ofSeconds(1);

    Progress progress = work.run(List.of(A, B), List.of());

    assertThat(progress.isComplete()).isTrue();
    assertThat(progress.done())
        .containsExactly(
            new HashBucket("a", 0, 2), new HashBucket("a", 1, 4), new HashBucket("a", 3, 4), B);
    assertThat(progress.split()).containsExactly(A, new HashBucket("a", 1, 2));
  }

  @Test
  void aBucketThatHadAWholeInvocationIsSplitForTheNextOne() {
    bench.tooLarge.put(A, Limit.TIME);

    Progress progress = work.run(List.of(A, B), List.of(C));

    assertThat(progress).isEqualTo(new Progress(false, List.of(), List.of(C, A)));
    assertThat(left).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aBucketThatHadOnlyTheRestOfAnInvocationGetsAWholeOneFirst() {
    bench.tooLarge.put(B, Limit.TIME);

    Progress progress = work.run(List.of(A, B), List.of());

    assertThat(progress).isEqualTo(new Progress(false, List.of(A), List.of()));
  }

  @Test
  void refusesAnIndivisiblePartThatIsTooLarge() {
    HashBucket bucket = new HashBucket("a", 3, 4);
    bench.tooLarge.put(bucket, Limit.MEMORY);

    assertThatThrownBy(() -> work.run(List.of(bucket), List.of()))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining(
            "Hash bucket a-3-of-4 does not fit one invocation and cannot be divided further: too large");
  }
}
