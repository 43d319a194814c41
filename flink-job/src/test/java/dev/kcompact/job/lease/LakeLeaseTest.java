package dev.kcompact.job.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.lease.Standing.Held;
import dev.kcompact.job.lease.Standing.Taken;
import dev.kcompact.job.lease.Standing.Waiting;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeLeaseTest {
  private static final Duration DURATION = Duration.ofSeconds(60);

  @TempDir Path folder;
  private ObjectStore lake;

  /** Begins just before the clock overflows, as System.nanoTime may. */
  private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

  @BeforeEach
  void open() {
    lake =
        ObjectStores.of(StoreOptions.DEFAULTS).open(StorageLocation.ofFolder(folder), kind -> {});
  }

  private LakeLease lease(String owner) {
    return new LakeLease(lake, owner, "job " + owner, DURATION);
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void anUnownedLakeIsHeldAtOnce() throws IOException {
    LakeLease a = lease("a");
    assertThat(a.isHeld(now)).isFalse();
    assertThat(a.tend(now)).isEqualTo(new Held(1));
    assertThat(a.isHeld(now)).isTrue();
  }

  @Test
  void aNewLakeCostsOneRequest() throws IOException {
    List<RequestCounter.Kind> asked = new ArrayList<>();
    ObjectStore counted =
        ObjectStores.of(StoreOptions.DEFAULTS)
            .open(StorageLocation.ofFolder(folder), counter(asked));
    new LakeLease(counted, "a", "job a", DURATION).tend(now);
    assertThat(asked).containsExactly(RequestCounter.Kind.PUT);
  }

  private static RequestCounter counter(List<RequestCounter.Kind> asked) {
    return asked::add;
  }

  @Test
  void aSecondJobStopsWhenTheFirstShowsLife() throws IOException {
    LakeLease a = lease("a");
    LakeLease b = lease("b");
    a.tend(now);
    assertThat(b.tend(now)).isEqualTo(new Waiting("job a"));
    pass(19);
    assertThat(a.tend(now)).isEqualTo(new Held(1));
    assertThat(b.tend(now)).as("not renewed before a third").isEqualTo(new Waiting("job a"));
    pass(1);
    a.tend(now);
    assertThat(b.tend(now)).isEqualTo(new Taken("job a"));
    assertThat(b.isHeld(now)).isFalse();
    assertThat(a.isHeld(now)).isTrue();
  }

  @Test
  void aDeadOwnerIsReplacedOnceItsTimeIsOver() throws IOException {
    LakeLease a = lease("a");
    a.tend(now);
    LakeLease b = lease("b");
    pass(5);
    b.tend(now);
    pass(59);
    assertThat(b.tend(now)).isEqualTo(new Waiting("job a"));
    assertThat(a.isHeld(now)).as("has run out before another can have it").isFalse();
    pass(1);
    assertThat(b.tend(now)).isEqualTo(new Held(2));
  }

  @Test
  void theOldOwnerNoticesThatItWasReplaced() throws IOException {
    LakeLease a = lease("a");
    a.tend(now);
    LakeLease b = lease("b");
    b.tend(now);
    pass(60);
    b.tend(now);
    assertThat(a.tend(now)).isEqualTo(new Taken("job b"));
    assertThat(a.isHeld(now)).isFalse();
  }

  @Test
  void renewalKeepsItForAsLongAsItIsTended() throws IOException {
    LakeLease a = lease("a");
    for (int i = 0; i < 50; i++) {
      assertThat(a.tend(now)).isEqualTo(new Held(1));
      pass(20);
      assertThat(a.isHeld(now)).isTrue();
    }
  }

  @Test
  void whatIsGivenBackNeedsNoWait() throws IOException {
    LakeLease a = lease("a");
    a.tend(now);
    a.release();
    assertThat(a.isHeld(now)).isFalse();
    assertThat(lease("b").tend(now)).isEqualTo(new Held(2));
  }

  @Test
  void aReleaseAfterATakeoverLeavesTheNewOwner() throws IOException {
    LakeLease a = lease("a");
    a.tend(now);
    LakeLease b = lease("b");
    b.tend(now);
    pass(60);
    b.tend(now);
    a.release();
    pass(20);
    assertThat(b.tend(now)).isEqualTo(new Held(2));
  }

  @Test
  void aWriteWhoseAnswerWasLostIsRecognised() throws IOException {
    ForgetfulStore forgetful = new ForgetfulStore(lake);
    LakeLease a = new LakeLease(forgetful, "a", "job a", DURATION);
    forgetful.loseNextAnswer();
    assertThatThrownBy(() -> a.tend(now)).hasMessageContaining("connection reset");
    assertThat(a.isHeld(now)).isFalse();
    assertThat(a.tend(now)).as("its own record, held, does not refuse it").isInstanceOf(Held.class);
    pass(20);
    forgetful.loseNextAnswer();
    assertThatThrownBy(() -> a.tend(now)).hasMessageContaining("connection reset");
    assertThat(a.tend(now)).isEqualTo(new Held(1));
  }

  @Test
  void anOwnerIsNotRefusedByItsOwnWrites() throws IOException {
    ForgetfulStore forgetful = new ForgetfulStore(lake);
    LakeLease a = new LakeLease(forgetful, "a", "job a", DURATION);
    a.tend(now);
    pass(20);

    forgetful.tryNextWritesTwice(1);
    assertThat(a.tend(now)).as("one answer lost").isEqualTo(new Held(1));
    pass(20);
    forgetful.tryNextWritesTwice(2);
    assertThatThrownBy(() -> a.tend(now)).hasMessageStartingWith("Failed to renew the lease");
    assertThat(a.isHeld(now)).as("from the renewal before").isTrue();
    assertThat(a.tend(now)).as("the next call").isEqualTo(new Held(1));
  }

  @Test
  void aDamagedRecordIsSaidWithItsPlace() throws IOException {
    Path record = folder.resolve(LakeLease.KEY);
    Files.createDirectories(record.getParent());
    Files.writeString(record, "{\"version\":2}");
    assertThatThrownBy(() -> lease("a").tend(now))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Failed to read who writes the lake: file:///")
        .hasMessageEndingWith("owner.json: it has version 2, this kcompact knows 1");
  }

  @Test
  void theRecordIsStoredInThisForm() throws IOException {
    String golden =
        "{\"version\":1,\"epoch\":12,\"owner\":\"7f\",\"who\":\"job x\",\"held\":true,\"beat\":3}\n";
    OwnerRecord record = new OwnerRecord(12, "7f", "job x", true, 3);
    assertThat(record.encode()).asString(UTF_8).isEqualTo(golden);
    assertThat(OwnerRecord.decode(golden.getBytes(UTF_8))).isEqualTo(record);
  }
}
