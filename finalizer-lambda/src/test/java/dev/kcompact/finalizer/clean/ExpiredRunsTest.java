package dev.kcompact.finalizer.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.PublishedDay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are deleted after their retention, and runs that never are. */
@Tag("full")
class ExpiredRunsTest {
  private static final Duration RETENTION = Duration.ofDays(30);

  @TempDir Path tmp;
  private PublishedDay published;
  private DayFixture day;

  @BeforeEach
  void makeDay() {
    published = new PublishedDay(tmp);
    day = published.day;
    day.completeDay();
  }

  @Test
  void areDeletedExceptThePublishedOneAndTheOneBefore() {
    for (long token = 7; token <= 10; token++) {
      published.publish(token);
    }

    assertThat(clean(later(), false).progress().runs()).isEqualTo(2);

    assertThat(runs()).isEqualTo(names(9, 10));
    published.rollBack(11);
    assertThat(published.catalog.partitions.values())
        .allMatch(target -> target.location().contains(RunRef.of(DayFixture.DAY, 9).run()));
  }

  @Test
  void areKeptDuringTheirRetention() {
    published.publish(7);
    published.publish(8);
    published.publish(9);

    assertThat(clean(Instant.now().plus(RETENTION).minusSeconds(60), false).progress().runs())
        .isZero();
    assertThat(runs()).isEqualTo(names(7, 8, 9));
  }

  @Test
  void areDeletedIfTheyWereNeverPublished() {
    published.prepare(7);
    published.publish(8);
    published.prepare(9);

    assertThat(clean(later(), false).progress().runs()).isEqualTo(2);
    assertThat(runs()).isEqualTo(names(8));
  }

  @Test
  void areOnlyCountedInADryRun() {
    published.publish(7);
    published.publish(8);
    published.publish(9);

    assertThat(clean(later(), true).progress().runs()).isEqualTo(1);
    assertThat(runs()).isEqualTo(names(7, 8, 9));
  }

  @Test
  void areNotRestoredAfterTheirDeletion() {
    published.publish(7);
    published.publish(8);
    published.publish(9);
    clean(later(), false);
    published.rollBack(10);

    assertThatThrownBy(() -> published.rollBack(11))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("its previous run 20261122-0000000007")
        .hasMessageContaining("was deleted after its retention; finalize the day again");
    assertThat(published.catalog.partitions.values())
        .allMatch(target -> target.location().contains(RunRef.of(DayFixture.DAY, 8).run()));
  }

  @Test
  void areKeptIfACleanUpDependsOnTheirLedger() {
    published.define("orders", "clean-up: { action: delete, after: 0d }\n");
    published.publish(7);
    clean(later(), false);
    published.define("orders", "");
    published.publish(8);
    published.publish(9);
    published.publish(10);

    assertThat(clean(later(), false).progress().runs()).isEqualTo(1);
    assertThat(runs()).isEqualTo(names(7, 9, 10));
  }

  private static Instant later() {
    return Instant.now().plus(RETENTION).plusSeconds(3600);
  }

  private CleanHandler.Answer clean(Instant now, boolean dryRun) {
    return new CleanHandler(day.settings, published.catalog, () -> now)
        .handle(new CleanHandler.Request(dryRun, null), () -> Duration.ofMinutes(15));
  }

  private static Set<String> names(long... tokens) {
    Set<String> names = new TreeSet<>();
    for (long token : tokens) {
      names.add(RunRef.of(DayFixture.DAY, token).run());
    }
    return names;
  }

  /** Lists runs by documents and by data, which must agree. */
  private Set<String> runs() {
    Set<String> documents = new TreeSet<>();
    for (StoredObject object : day.lake.list("_kcompact/runs/2026-11-22/")) {
      documents.add(object.key().split("/")[3]);
    }
    for (String data : List.of("processed/", "quarantine/", "ledger/")) {
      Set<String> found = new TreeSet<>();
      for (StoredObject object : day.lake.list(data)) {
        found.add(object.key().replaceFirst(".*/run=([^/]*)/.*", "$1"));
      }
      assertThat(found).as(data).isEqualTo(documents);
    }
    return documents;
  }
}
