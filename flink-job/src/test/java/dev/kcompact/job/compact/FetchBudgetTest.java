package dev.kcompact.job.compact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FetchBudgetTest {
  private final FetchBudget budget = new FetchBudget();

  @Test
  void aReaderHasASeparateLimit() {
    try (FetchBudget.Share share = budget.open(100, 1_000)) {
      assertThat(share.tryTake(60)).isTrue();
      assertThat(share.tryTake(40)).isTrue();
      assertThat(share.tryTake(1)).isFalse();
      share.release(60);
      assertThat(share.tryTake(60)).isTrue();
      assertThat(budget.taken()).isEqualTo(100);
    }
    assertThat(budget.taken()).as("closing releases everything").isZero();
  }

  @Test
  void anObjectLargerThanTheLimitIsFetchedAlone() {
    try (FetchBudget.Share share = budget.open(100, 1_000)) {
      assertThat(share.tryTake(5_000)).isTrue();
      assertThat(share.tryTake(1)).isFalse();
    }
  }

  @Test
  void readersShareEvenlyAndNoneStarves() {
    FetchBudget.Share first = budget.open(100, 100);
    assertThat(first.tryTake(50)).isTrue();
    assertThat(first.tryTake(50)).isTrue();
    FetchBudget.Share second = budget.open(100, 100);
    assertThat(second.tryTake(30)).as("one object is always allowed").isTrue();
    assertThat(second.tryTake(1)).as("no more before the first releases").isFalse();
    first.release(50);
    assertThat(first.tryTake(10)).as("more than an equal share").isFalse();
    assertThat(second.tryTake(20)).isTrue();
    assertThat(budget.taken()).isEqualTo(100);
    first.release(50);
    assertThat(second.tryTake(1)).as("limited to an equal share").isFalse();
    first.close();
    assertThat(second.tryTake(50)).as("alone again").isTrue();
    second.close();
    assertThat(budget.taken()).isZero();
  }
}
