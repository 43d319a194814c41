package dev.kcompact.job.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.lease.LeaseState.Held;
import dev.kcompact.job.lease.LeaseState.HeldByOther;
import dev.kcompact.job.lease.LeaseState.Waiting;
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

  /** Starts just before the clock overflows, as System.nanoTime may. */
  private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

  @BeforeEach
  void open() {
    lake =
        ObjectStores.of(StoreOptions.DEFAULTS).open(StorageLocation.ofFolder(folder), kind -> {});
  }

  private LakeLease lease(String owner) {
    return new LakeLease(lake, owner, "job " + owner, DURATION);
  }

  private void advance(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void aFreeLeaseIsAcquiredAtOnce() throws IOException {
    LakeLease a = lease("a");
    assertThat(a.isHeld(now)).isFalse();
    assertThat(a.tryAcquireOrRenew(now)).isEqualTo(new Held(1));
    assertThat(a.isHeld(now)).isTrue();
  }

  @Test
  void aNewLakeCostsOneRequest() throws IOException {
    List<RequestCounter.Kind> requests = new ArrayList<>();
    ObjectStore counted =
        ObjectStores.of(StoreOptions.DEFAULTS)
            .open(StorageLocation.ofFolder(folder), counter(requests));
    new LakeLease(counted, "a", "job a", DURATION).tryAcquireOrRenew(now);
    assertThat(requests).containsExactly(RequestCounter.Kind.PUT);
  }

  private static RequestCounter counter(List<RequestCounter.Kind> requests) {
    return requests::add;
  }

  @Test
  void aSecondJobStopsWhenTheFirstRenews() throws IOException {
    LakeLease a = lease("a");
    LakeLease b = lease("b");
    a.tryAcquireOrRenew(now);
    assertThat(b.tryAcquireOrRenew(now)).isEqualTo(new Waiting("job a"));
    advance(19);
    assertThat(a.tryAcquireOrRenew(now)).isEqualTo(new Held(1));
    assertThat(b.tryAcquireOrRenew(now))
        .as("not renewed before a third")
        .isEqualTo(new Waiting("job a"));
    advance(1);
    a.tryAcquireOrRenew(now);
    assertThat(b.tryAcquireOrRenew(now)).isEqualTo(new HeldByOther("job a"));
    assertThat(b.isHeld(now)).isFalse();
    assertThat(a.isHeld(now)).isTrue();
  }

  @Test
  void aFailedOwnerIsReplacedAfterTheDuration() throws IOException {
    LakeLease a = lease("a");
    a.tryAcquireOrRenew(now);
    LakeLease b = lease("b");
    advance(5);
    b.tryAcquireOrRenew(now);
    advance(59);
    assertThat(b.tryAcquireOrRenew(now)).isEqualTo(new Waiting("job a"));
    assertThat(a.isHeld(now)).as("has expired before another can acquire it").isFalse();
    advance(1);
    assertThat(b.tryAcquireOrRenew(now)).isEqualTo(new Held(2));
  }

  @Test
  void theOldOwnerDetectsThatItWasReplaced() throws IOException {
    LakeLease a = lease("a");
    a.tryAcquireOrRenew(now);
    LakeLease b = lease("b");
    b.tryAcquireOrRenew(now);
    advance(60);
    b.tryAcquireOrRenew(now);
    assertThat(a.tryAcquireOrRenew(now)).isEqualTo(new HeldByOther("job b"));
    assertThat(a.isHeld(now)).isFalse();
  }

  @Test
  void renewalsKeepTheLease() throws IOException {
    LakeLease a = lease("a");
    for (int i = 0; i < 50; i++) {
      assertThat(a.tryAcquireOrRenew(now)).isEqualTo(new Held(1));
      advance(20);
      assertThat(a.isHeld(now)).isTrue();
    }
  }

  @Test
  void aReleasedLeaseIsAcquiredAtOnce() throws IOException {
    LakeLease a = lease("a");
    a.tryAcquireOrRenew(now);
    a.release();
    assertThat(a.isHeld(now)).isFalse();
    assertThat(lease("b").tryAcquireOrRenew(now)).isEqualTo(new Held(2));
  }

  @Test
  void aReleaseAfterATakeoverKeepsTheNewOwner() throws IOException {
    LakeLease a = lease("a");
    a.tryAcquireOrRenew(now);
    LakeLease b = lease("b");
    b.tryAcquireOrRenew(now);
    advance(60);
    b.tryAcquireOrRenew(now);
    a.release();
    advance(20);
    assertThat(b.tryAcquireOrRenew(now)).isEqualTo(new Held(2));
  }

  @Test
  void aWriteWhoseResponseWasLostIsRecognised() throws IOException {
    LossyStore lossy = new LossyStore(lake);
    LakeLease a = new LakeLease(lossy, "a", "job a", DURATION);
    lossy.loseNextResponse();
    assertThatThrownBy(() -> a.tryAcquireOrRenew(now)).hasMessageContaining("connection reset");
    assertThat(a.isHeld(now)).isFalse();
    assertThat(a.tryAcquireOrRenew(now))
        .as("its own record does not block it")
        .isInstanceOf(Held.class);
    advance(20);
    lossy.loseNextResponse();
    assertThatThrownBy(() -> a.tryAcquireOrRenew(now)).hasMessageContaining("connection reset");
    assertThat(a.tryAcquireOrRenew(now)).isEqualTo(new Held(1));
  }

  @Test
  void anOwnerIsNotRefusedByItsOwnWrites() throws IOException {
    LossyStore lossy = new LossyStore(lake);
    LakeLease a = new LakeLease(lossy, "a", "job a", DURATION);
    a.tryAcquireOrRenew(now);
    advance(20);

    lossy.retryNextWrites(1);
    assertThat(a.tryAcquireOrRenew(now)).as("one response lost").isEqualTo(new Held(1));
    advance(20);
    lossy.retryNextWrites(2);
    assertThatThrownBy(() -> a.tryAcquireOrRenew(now))
        .hasMessageStartingWith("Failed to renew the lease");
    assertThat(a.isHeld(now)).as("from the renewal before").isTrue();
    assertThat(a.tryAcquireOrRenew(now)).as("the next call").isEqualTo(new Held(1));
  }

  @Test
  void aMalformedRecordIsReportedWithItsLocation() throws IOException {
    Path record = folder.resolve(LakeLease.KEY);
    Files.createDirectories(record.getParent());
    Files.writeString(record, "{\"version\":2}");
    assertThatThrownBy(() -> lease("a").tryAcquireOrRenew(now))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Failed to read the lease: file:///")
        .hasMessageEndingWith("owner.json: it has version 2, but this kcompact supports 1");
  }

  @Test
  void theRecordIsStoredInThisForm() throws IOException {
    String golden =
        "{\"version\":1,\"epoch\":12,\"owner\":\"7f\",\"who\":\"job x\",\"held\":true,\"beat\":3}\n";
    LeaseRecord record = new LeaseRecord(12, "7f", "job x", true, 3);
    assertThat(record.encode()).asString(UTF_8).isEqualTo(golden);
    assertThat(LeaseRecord.decode(golden.getBytes(UTF_8))).isEqualTo(record);
  }
}
