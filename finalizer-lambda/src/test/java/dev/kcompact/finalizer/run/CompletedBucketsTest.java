package dev.kcompact.finalizer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.TableResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletedBucketsTest {
  private static final HashBucket ALL = new HashBucket("orders", 0, 1);
  private static final HashBucket EVEN = new HashBucket("orders", 0, 2);
  private static final HashBucket ODD = new HashBucket("orders", 1, 2);

  @Test
  void nothingDoneLeavesTheBucketItself() {
    CompletedBuckets completed = new CompletedBuckets(List.of(new HashBucket("payments", 0, 1)));

    assertThat(completed.remaining(ALL, List.of())).containsExactly(ALL);
    assertThat(completed.of(ALL)).containsExactly(ALL);
  }

  @Test
  void aSplitBucketLeavesItsHalves() {
    assertThat(new CompletedBuckets(List.of()).remaining(ALL, List.of(ALL, ODD)))
        .containsExactly(EVEN, new HashBucket("orders", 1, 4), new HashBucket("orders", 3, 4));
  }

  @Test
  void aPartlyCompletedBucketLeavesItsOtherSplitsWithoutBeingListedAsSplit() {
    CompletedBuckets completed = new CompletedBuckets(List.of(new HashBucket("orders", 3, 4)));

    assertThat(completed.remaining(ALL, List.of()))
        .containsExactly(EVEN, new HashBucket("orders", 1, 4));
    assertThat(completed.of(ALL))
        .containsExactly(EVEN, new HashBucket("orders", 1, 4), new HashBucket("orders", 3, 4));
  }

  @Test
  void theUnsplitBucketWinsOverItsSplits() {
    CompletedBuckets completed = new CompletedBuckets(List.of(ALL, EVEN));

    assertThat(completed.remaining(ALL, List.of(ALL))).isEmpty();
    assertThat(completed.of(ALL)).containsExactly(ALL);
  }

  @Test
  void halvesOfABucketHaveItsRowsAndNoOthers() {
    HashBucket bucket = new HashBucket("orders", 2, 3);

    for (long hash = 0; hash < 1000; hash++) {
      long of = hash;
      assertThat(bucket.split().stream().filter(half -> of % half.count() == half.index()).count())
          .isEqualTo(of % bucket.count() == bucket.index() ? 1 : 0);
    }
    assertThat(bucket.split()).allMatch(half -> half.isWithin(bucket));
    assertThat(new HashBucket("orders", 3, 6).isWithin(bucket)).isFalse();
    assertThat(new HashBucket("payments", 2, 3).isWithin(bucket)).isFalse();
  }

  @Test
  void aBucketIsReadFromItsText() {
    HashBucket bucket = new HashBucket("paid_orders", 1, 4);

    assertThat(bucket.text()).isEqualTo("paid_orders-1-of-4");
    assertThat(HashBucket.parse(bucket.text())).contains(bucket);
    assertThat(HashBucket.parse("orders")).isEmpty();
    assertThat(HashBucket.parse("orders-4-of-4")).isEmpty();
    assertThat(TableResult.bucketOf("s-0000", TableResult.name("s-0000", bucket))).contains(bucket);
    assertThat(TableResult.bucketOf("s-0000", "plan.json")).isEmpty();
  }
}
