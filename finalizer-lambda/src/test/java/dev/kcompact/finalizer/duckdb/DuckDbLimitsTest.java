package dev.kcompact.finalizer.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.duckdb.LimitException.Limit;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbLimitsTest {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = -1";
  private static final String SORT =
      "CREATE TEMP TABLE t AS SELECT md5(range::VARCHAR) AS m FROM range(3000000) ORDER BY m";

  @TempDir Path tmp;

  @Test
  void aWatchdogStopsWhatRunsAndWhateverComesAfter() {
    try (DuckDb db = DuckDb.open(64L << 20, 1, tmp);
        Watchdog watchdog = new Watchdog(db, Duration.ofMillis(300))) {
      assertThat(watchdog).isNotNull();
      assertThatThrownBy(() -> db.numbers("count", Sql.of(ENDLESS)))
          .isInstanceOfSatisfying(
              LimitException.class, e -> assertThat(e.limit()).isEqualTo(Limit.TIME))
          .hasMessage("Failed to count: the time limit is reached");
      assertThatThrownBy(() -> db.execute("go on", Sql.of("SELECT 1")))
          .isInstanceOf(LimitException.class)
          .hasMessage("Failed to go on: the time limit is reached");
    }
  }

  @Test
  void saysWhenStorageForSpillIsTooSmall() {
    try (DuckDb db = DuckDb.open(64L << 20, 1, tmp)) {
      db.limitSpill(16L << 20);

      assertThatThrownBy(() -> db.execute("sort", Sql.of(SORT)))
          .isInstanceOfSatisfying(
              LimitException.class, e -> assertThat(e.limit()).isEqualTo(Limit.STORAGE));
    }
  }

  @Test
  void saysWhenMemoryIsTooSmall() {
    try (DuckDb db = DuckDb.open(16L << 20, 1, tmp)) {
      assertThatThrownBy(
              () -> db.numbers("gather", Sql.of("SELECT len(list(range)) FROM range(9000000)")))
          .isInstanceOfSatisfying(
              LimitException.class, e -> assertThat(e.limit()).isEqualTo(Limit.MEMORY));
    }
  }
}
