package dev.kcompact.job.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.job.plan.FileGroup;
import dev.kcompact.job.plan.FileGroup.Limit;
import dev.kcompact.job.plan.TableDay;
import dev.kcompact.job.source.enumerator.LeaseGuard.LakeInUseException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileGroupEnumeratorTest {
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);
  private static final Duration FULL_SCAN_INTERVAL = Duration.ofHours(1);

  private final EnumeratorTestHarness harness = new EnumeratorTestHarness();

  private static List<String> keys(List<FileGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.objects().stream())
        .map(SourceObject::key)
        .toList();
  }

  /** Advances the clock until all pending objects are due. */
  private void pollAfterMaxWait() {
    harness.advance(MAX_WAIT);
    harness.poll();
  }

  private void fullScan() {
    harness.advance(FULL_SCAN_INTERVAL);
    harness.poll();
    harness.context.runCalls();
  }

  @Test
  void nothingIsListedBeforeTheLeaseIsHeld() throws Exception {
    harness.putToday(0, 1);
    harness.start(null);
    harness.poll();
    assertThat(harness.raw.takeRequests()).isEmpty();
    harness.open();
    harness.poll();
    assertThat(harness.raw.takeRequests()).isNotEmpty();
  }

  @Test
  void discoveredObjectsWaitAndAreAssignedToAReader() throws Exception {
    String a = harness.putToday(0, 1);
    String b = harness.putToday(1, 1);
    harness.start(null);
    harness.open();
    harness.poll();
    assertThat(harness.takeAssigned(0)).isEmpty();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.limit()).isEqualTo(Limit.MAX_WAIT);
              assertThat(group.objects()).extracting(SourceObject::key).containsExactly(a, b);
            });
  }

  @Test
  void aCheckpointPlansTooWhileAPollTakesLong() throws Exception {
    harness.putToday(0, 1);
    harness.start(null);
    harness.open();
    harness.poll();
    harness.advance(MAX_WAIT);
    harness.checkpoint();
    assertThat(harness.takeAssigned(0)).hasSize(1);
  }

  @Test
  void aLateObjectIsDiscoveredByAFullScanOnce() throws Exception {
    harness.putToday(0, 10);
    harness.start(null);
    harness.open();
    harness.poll();
    pollAfterMaxWait();
    harness.drain();
    String late = harness.putToday(0, 5);
    harness.poll();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).as("it is below the high-water mark").isEmpty();
    fullScan();
    pollAfterMaxWait();
    assertThat(keys(harness.drain())).containsExactly(late);
    fullScan();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).isEmpty();
    assertThat(harness.timesCommitted()).hasSize(2).containsEntry(late, 1);
  }

  @Test
  void anAssignedObjectIsNotLate() throws Exception {
    harness.putToday(0, 10);
    harness.start(null);
    harness.open();
    harness.checkpoint();
    harness.poll();
    pollAfterMaxWait();
    List<FileGroup> assigned = harness.takeAssigned(0);
    assertThat(assigned).hasSize(1);
    fullScan();
    assertThat(harness.takeAssigned(0)).as("it is assigned").isEmpty();
    harness.finish(0, assigned.get(0));
    fullScan();
    harness.checkpoint();
    fullScan();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).as("its file is being committed").isEmpty();
    harness.commit(assigned.get(0));
    harness.checkpoint();
    fullScan();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).as("its file is committed").isEmpty();
  }

  @Test
  void aStaleFullScanResultIsVerifiedAgainstTheLake() throws Exception {
    harness.putToday(0, 10);
    harness.start(null);
    harness.open();
    harness.checkpoint();
    harness.poll();
    pollAfterMaxWait();
    FileGroup group = harness.takeAssigned(0).get(0);
    harness.finish(0, group);
    harness.checkpoint();
    // The full scan reads the lake before the file is committed; its result is applied after the
    // group is no longer tracked.
    harness.advance(FULL_SCAN_INTERVAL);
    harness.context.tickWith(
        () -> {
          harness.commit(group);
          try {
            harness.checkpoint();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).isEmpty();
  }

  @Test
  void noFullScanRunsBeforeReadersHaveReportedTheirGroups() throws Exception {
    harness.putToday(0, 10);
    harness.start(null);
    harness.open();
    harness.poll();
    pollAfterMaxWait();
    FileGroup group = harness.takeAssigned(0).get(0);
    byte[] state = harness.checkpoint();
    // The job fails; the reader's state contains the group, the enumerator's does not.
    harness.context = new ManualEnumeratorContext(1);
    harness.start(state);
    harness.lease.grant();
    fullScan();
    harness.context.register(0, List.of(group));
    harness.enumerator().addReader(0);
    harness.enumerator().handleSplitRequest(0, null);
    harness.context.runCalls();
    assertThat(harness.takeAssigned(0)).containsExactly(group);
    harness.checkpoint();
    fullScan();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).isEmpty();
  }

  @Test
  void aStateOlderThanTheLakeDuplicatesNothing() throws Exception {
    List<String> put = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      put.add(harness.putToday(i % 3, i));
    }
    harness.start(null);
    harness.open();
    harness.poll();
    byte[] old = harness.checkpoint();
    pollAfterMaxWait();
    harness.drain();
    String after = harness.putToday(0, 99);
    harness.context = new ManualEnumeratorContext(1);
    harness.start(old);
    harness.open();
    harness.context.runCalls();
    harness.poll();
    pollAfterMaxWait();
    assertThat(keys(harness.drain())).containsExactly(after);
    assertThat(harness.timesCommitted().values()).containsOnly(1).hasSize(put.size() + 1);
  }

  @Test
  void withoutStateALargeLakeIsReadByItsFootersOnly() throws Exception {
    TableDay tableDay = new TableDay(EnumeratorTestHarness.TABLE, LocalDate.of(2026, 11, 22));
    for (int file = 0; file < 3_000; file++) {
      List<SourceObject> objects = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String key = harness.putToday(file % 5, file * 3L + i);
        objects.add(
            harness.raw.list(key, null).objects().stream()
                .map(found -> new SourceObject(found.key(), found.etag(), found.size()))
                .findFirst()
                .orElseThrow());
      }
      harness.commit(tableDay, objects);
    }
    String open = harness.putToday(7, 1);
    harness.start(null);
    harness.open();
    harness.poll();
    pollAfterMaxWait();
    assertThat(keys(harness.takeAssigned(0))).containsExactly(open);
    List<String> requests = harness.lake.takeRequests();
    assertThat(requests).filteredOn(request -> request.startsWith("read")).hasSize(3_000);
    assertThat(requests).filteredOn(request -> request.startsWith("list compacted")).hasSize(3);
    fullScan();
    assertThat(harness.lake.takeRequests())
        .as("no footer is read twice")
        .noneMatch(request -> request.startsWith("read"));
  }

  @Test
  void whatACatchingUpConnectorWritesIntoEarlierDaysIsFoundSoon() throws Exception {
    String threeDaysAgo = "year=2026/month=11/day=19/hour=";
    for (int hour = 0; hour < 24; hour++) {
      harness.put(threeDaysAgo + "%02d".formatted(hour), 0, hour * 10);
    }
    harness.start(null);
    harness.open();
    harness.poll();
    pollAfterMaxWait();
    harness.drain();
    for (int minute = 0; minute < 100; minute++) {
      harness.putToday(0, 1_000 + minute);
      harness.poll();
    }
    pollAfterMaxWait();
    harness.drain();
    // The connector goes back three days, and writes an hour's records in four minutes.
    List<Duration> waits = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      String key = harness.put(threeDaysAgo + "%02d".formatted(hour), 0, 2_000 + hour);
      Instant written = harness.instant();
      for (int minute = 0; minute < 4; minute++) {
        harness.poll();
      }
      for (int minute = 0; minute < 30 && !harness.isKnown(key); minute++) {
        harness.poll();
      }
      waits.add(Duration.between(written, harness.instant()));
    }
    assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofMinutes(12)));
  }

  @Test
  void aFailedPollIsRetriedAndLosesNothing() throws Exception {
    String key = harness.putToday(0, 1);
    harness.start(null);
    harness.open();
    harness.raw.failing(true);
    harness.poll();
    harness.raw.failing(false);
    harness.poll();
    pollAfterMaxWait();
    assertThat(keys(harness.takeAssigned(0))).containsExactly(key);
  }

  @Test
  void anUnreadableLakeDelaysObjectsThatItMayHave() throws Exception {
    String key = harness.putToday(0, 1);
    harness.start(null);
    harness.open();
    harness.lake.failing(true);
    harness.poll();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).isEmpty();
    harness.lake.failing(false);
    harness.poll();
    pollAfterMaxWait();
    assertThat(keys(harness.takeAssigned(0))).containsExactly(key);
  }

  @Test
  void aBoundedRunEndsItsReadersWhenEverythingIsCompacted() throws Exception {
    harness.bounded().parallelism(2);
    harness.putToday(0, 1);
    harness.start(null);
    harness.open();
    assertThat(harness.context.finished()).as("nothing is listed yet").isEmpty();
    harness.poll();
    List<FileGroup> assigned = new ArrayList<>(harness.takeAssigned(0));
    assigned.addAll(harness.takeAssigned(1));
    assigned.addAll(harness.takeAssigned(0));
    assertThat(assigned)
        .singleElement()
        .satisfies(group -> assertThat(group.limit()).isEqualTo(Limit.END_OF_INPUT));
    assertThat(harness.context.finished()).as("its file is open").isEmpty();
    harness.finish(0, assigned.get(0));
    assertThat(harness.takeAssigned(0)).isEmpty();
    assertThat(harness.takeAssigned(1)).isEmpty();
    assertThat(harness.context.finished()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aBoundedRunFailsWhereItCannotList() throws Exception {
    harness.bounded();
    harness.start(null);
    harness.open();
    harness.raw.failing(true);
    assertThatThrownBy(harness::poll)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Failed to discover new objects");
  }

  @Test
  void noCheckpointIsTakenAfterTheLeaseHasExpired() throws Exception {
    harness.start(null);
    assertThat(harness.beginCheckpoint()).as("nothing is assigned yet").isNotEmpty();
    harness.open();
    harness.checkpoint();
    harness.lease.expire();
    assertThatThrownBy(harness::beginCheckpoint)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "Checkpoint refused, the lease has expired: s3://lake/; another job may write the lake");
  }

  @Test
  void aJobWhoseLeaseIsHeldByAnotherStopsPermanently() throws Exception {
    harness.start(null);
    harness.open();
    assertThatThrownBy(() -> harness.lease.loseTo("job 4711"))
        .isInstanceOf(LakeInUseException.class)
        .hasMessageContaining("Another job writes the lake s3://lake/: job 4711; stop that one");
    harness.enumerator().close();
    assertThat(harness.lease.isClosed()).isTrue();
  }

  @Test
  void duplicateNotificationsAreCompactedOnceAndAcknowledgedWithTheirCheckpoint() throws Exception {
    harness.notified();
    harness.start(null);
    harness.open();
    harness.poll();
    String key = harness.putToday(0, 1);
    send(key);
    send(key);
    harness.poll();
    assertThat(harness.queue.size()).as("not in a checkpoint yet").isEqualTo(2);
    byte[] state = harness.beginCheckpoint();
    assertThat(harness.queue.size()).isEqualTo(2);
    harness.completeCheckpoint();
    assertThat(harness.queue.size()).isZero();
    assertThat(state.length).isGreaterThan(0);
    pollAfterMaxWait();
    assertThat(keys(harness.drain())).containsExactly(key);
    send(key);
    fullScan();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).as("notified again after it was compacted").isEmpty();
    harness.checkpoint();
    assertThat(harness.queue.size()).isZero();
  }

  @Test
  void aLostNotificationIsReplacedByTheFullScan() throws Exception {
    harness.notified();
    harness.start(null);
    harness.open();
    harness.poll();
    harness.checkpoint();
    String unreported = harness.putToday(0, 1);
    harness.poll();
    pollAfterMaxWait();
    assertThat(harness.takeAssigned(0)).isEmpty();
    fullScan();
    pollAfterMaxWait();
    assertThat(keys(harness.drain())).containsExactly(unreported);
  }

  private void send(String key) throws IOException {
    harness
        .raw
        .list(key, null)
        .objects()
        .forEach(
            object -> harness.queue.send(key, object.etag(), object.size(), harness.instant()));
  }
}
