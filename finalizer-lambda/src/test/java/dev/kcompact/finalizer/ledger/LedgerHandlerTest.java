package dev.kcompact.finalizer.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.ledger.LedgerHandler.Answer.Status;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerHandlerTest {
  private static final TimeLeft AMPLE = () -> Duration.ofMinutes(15);
  private static final TimeLeft SHORT = () -> Duration.ofSeconds(1);
  private static final String FOLDER = "topics/orders/dt=2026-11-22/";

  @TempDir Path tmp;
  private DayFixture day;

  @BeforeEach
  void makeDay() {
    day = DayFixture.inFolders(tmp);
    day.completeDay();
  }

  @Test
  void hasARowForEachObjectWithWhatBecameOfItsRecords() throws Exception {
    RunRef run = finalized(7);

    LedgerHandler.Answer answer = write(run, AMPLE);

    assertThat(answer).isEqualTo(new LedgerHandler.Answer(Status.DONE, 3));
    assertThat(
            ledger(
                run,
                "SELECT object, topic, kafka_partition, start_offset, rows, kept, duplicates,"
                    + " corrupt, invalid, rejects, run FROM files ORDER BY object"))
        .containsExactly(
            List.of(
                FOLDER + "orders+0+0000000000.json",
                "orders",
                "0",
                "0",
                "3",
                "2",
                "1",
                "0",
                "0",
                "{}",
                run.run()),
            List.of(
                FOLDER + "orders+0+0000000003.json",
                "orders",
                "0",
                "3",
                "2",
                "0",
                "0",
                "1",
                "1",
                "{malformed_json=1, 'pattern:/order_id'=1}",
                run.run()));
  }

  @Test
  void knowsTheObjectAsItWasCompactedAndSince() throws Exception {
    RunRef run = finalized(7);
    write(run, AMPLE);

    StoredObject object = day.source.list(FOLDER + "orders+0+0000000003").get(0);
    StoredObject file = day.lake.list(LakeLayout.compacted("orders", DayFixture.DAY)).get(0);
    List<String> row =
        ledger(
                run,
                "SELECT etag, size, epoch_ms(written_at), epoch_ms(first_seen), compacted_file FROM"
                    + " files WHERE start_offset = 3")
            .get(0);
    assertThat(row)
        .containsExactly(
            object.etag(),
            Long.toString(object.size()),
            Long.toString(object.lastModified().toEpochMilli()),
            Long.toString(file.lastModified().toEpochMilli()),
            file.key());
  }

  @Test
  void hasObjectsWithoutRows() throws Exception {
    day.compact("orders", "empty.parquet", day.raw("orders", 9));
    RunRef run = finalized(7);
    write(run, AMPLE);

    assertThat(
            ledger(run, "SELECT rows, kept, rejects, size > 0 FROM files WHERE start_offset = 9"))
        .containsExactly(List.of("0", "0", "{}", "true"));
  }

  @Test
  void countsTheRowsOfTwoObjectsWithOnePositionOnce() throws Exception {
    day.source.put(FOLDER + "orders+0+0000000100.json", "{}");
    day.source.put(FOLDER + "orders+0+0000000100.json.gz", "{}");
    List<StoredObject> samePosition = day.source.list(FOLDER + "orders+0+0000000100");
    day.compact(
        "orders", "same-position.parquet", samePosition, DayFixture.order("O-7", "1.00", 100, 0));
    RunRef run = finalized(7);
    write(run, AMPLE);

    assertThat(ledger(run, "SELECT rows, kept FROM files WHERE start_offset = 100 ORDER BY object"))
        .containsExactly(List.of("1", "1"), List.of("0", "0"));
  }

  @Test
  void remembersWhatTheListingDoesNotShowAnyMore() throws Exception {
    RunRef first = finalized(7);
    write(first, AMPLE);
    String known = "SELECT object, etag, size, written_at, first_seen FROM files ORDER BY object";
    List<List<String>> before = ledger(first, known);
    day.source.delete(List.of(FOLDER + "orders+0+0000000000.json"));

    RunRef second = finalized(8);
    write(second, AMPLE);

    assertThat(ledger(second, known)).isEqualTo(before);
    assertThat(ledger(second, "SELECT DISTINCT run FROM files"))
        .containsExactly(List.of(second.run()));
  }

  @Test
  void stopsBetweenTablesWhenTimeRunsShortAndGoesOnWhereItStopped() {
    RunRef run = finalized(7);

    assertThat(write(run, SHORT).status()).isEqualTo(Status.CONTINUE);
    assertThat(day.lake.list(LakeLayout.LEDGER)).hasSize(1);
    Instant written = day.lake.list(LakeLayout.LEDGER).get(0).lastModified();

    assertThat(write(run, SHORT)).isEqualTo(new LedgerHandler.Answer(Status.DONE, 3));
    assertThat(day.lake.list(LakeLayout.LEDGER)).hasSize(2);
    assertThat(day.lake.list(LakeLayout.LEDGER))
        .as("the first table is not written again")
        .anyMatch(file -> file.lastModified().equals(written));
  }

  @Test
  void failsWithoutTheCountsOfASlice() {
    RunRef run = finalized(7);
    String counts = run.key("results/s-0000/orders-0-of-1.objects.parquet");
    day.lake.delete(List.of(counts));

    assertThatThrownBy(() -> write(run, AMPLE))
        .isInstanceOf(RetryableException.class)
        .hasMessage("Failed to find file: " + day.lake.locationOf(counts));
  }

  private RunRef finalized(long token) {
    RunRef run = RunRef.of(DayFixture.DAY, token);
    new PlanHandler(day.settings)
        .handle(new PlanHandler.Request(run.date(), run.run(), token, 0, 1, 1, null, null), AMPLE);
    for (String slice : List.of("s-0000", "d-0000")) {
      new FinalizeHandler(day.settings)
          .handle(new FinalizeHandler.Request(run.date(), run.run(), token, slice, null), AMPLE);
    }
    return run;
  }

  private LedgerHandler.Answer write(RunRef run, TimeLeft timeLeft) {
    return new LedgerHandler(day.settings)
        .handle(new LedgerHandler.Request(run.date(), run.run(), run.token()), timeLeft);
  }

  private List<List<String>> ledger(RunRef run, String query) throws Exception {
    String file = LakeLayout.ledger("orders", run.date(), run.run()) + "part-0000.parquet";
    return ParquetFile.query(day.downloaded(List.of(file)), query);
  }
}
