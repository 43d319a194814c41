package dev.kcompact.finalizer.latedata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.latedata.LateDataReprocessing.LateDay;
import dev.kcompact.finalizer.latedata.LateDataReprocessing.LateRequest;
import dev.kcompact.finalizer.latedata.LateDataReprocessing.Status;
import dev.kcompact.finalizer.latedata.LateDataReprocessingHandler.Request.Input;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument.Finding;
import dev.kcompact.finalizer.run.documents.RollbackDocument;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateDataReprocessingHandlerTest {
  private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
  private static final LocalDate LATE = DayFixture.DAY.minusDays(2);
  private static final LateDataReprocessing FIRST =
      new LateDataReprocessing(null, 0, START, null, null, null, null, null);

  @TempDir Path tmp;
  private DayFixture late;

  @BeforeEach
  void makeDay() {
    late = DayFixture.inFolders(tmp).on(LATE);
  }

  @Test
  void aDayThatWasNeverPublishedHasNewData() {
    compact("first", 0);

    LateDataReprocessing answer = reprocess(FIRST);

    assertThat(answer.status()).isEqualTo(Status.NEXT);
    assertThat(answer.date()).isEqualTo(LATE);
    assertThat(answer.main()).isEqualTo(DayFixture.DAY);
    assertThat(answer.round()).isEqualTo(1);
    assertThat(answer.request()).isEqualTo(new LateRequest(LATE, 2, false));
  }

  @Test
  void aPublishedDayIsLeftUntilItGrows() {
    compact("first", 0);
    write(plannedRun(7), PublishedDocument.NAME, published());
    assertThat(reprocess(FIRST).status()).isEqualTo(Status.NONE);

    compact("second", 5);
    assertThat(reprocess(FIRST).date()).isEqualTo(LATE);
  }

  /** Nothing says which files the run has taken, so that they may all be new. */
  @Test
  void aPublishedDayWhosePlanIsMissingIsDoneAgain() {
    compact("first", 0);
    write(RunRef.of(LATE, 7), PublishedDocument.NAME, published());

    assertThat(reprocess(FIRST).date()).isEqualTo(LATE);
  }

  @Test
  void aDayWithoutFilesHasNoNewDataEvenWithoutAPlan() {
    write(RunRef.of(LATE, 7), PublishedDocument.NAME, published());

    assertThat(reprocess(FIRST).status()).isEqualTo(Status.NONE);
  }

  @Test
  void deletedFilesDoNotBringADayBack() {
    compact("first", 0);
    compact("second", 5);
    write(plannedRun(7), PublishedDocument.NAME, published());
    late.lake.delete(List.of("compacted/orders/dt=" + LATE + "/second.parquet"));

    assertThat(reprocess(FIRST).status()).isEqualTo(Status.NONE);
  }

  @Test
  void aDayRolledBackOnRequestWaitsForNewData() {
    compact("first", 0);
    RunRef run = plannedRun(7);
    write(run, PublishedDocument.NAME, published());
    write(run, RollbackDocument.NAME, new RollbackDocument(1, List.of("orders")));
    write(
        RunRef.of(LATE, 8),
        RollbackDocument.Target.NAME,
        new RollbackDocument.Target(1, run.run()));
    assertThat(reprocess(FIRST).status()).isEqualTo(Status.NONE);

    compact("second", 5);
    assertThat(reprocess(FIRST).status()).isEqualTo(Status.NEXT);
  }

  @Test
  void aRunThatRolledItselfBackDoesNotCount() {
    compact("first", 0);
    RunRef run = plannedRun(7);
    write(run, PublishedDocument.NAME, published());
    write(run, RollbackDocument.NAME, new RollbackDocument(1, List.of("orders")));

    assertThat(reprocess(FIRST).status()).isEqualTo(Status.NEXT);
  }

  @Test
  void aDayThatWasRejectedIsNotTriedAgainWithTheSameFiles() {
    compact("first", 0);
    write(
        plannedRun(7),
        RejectionDocument.NAME,
        new RejectionDocument(1, List.of(new Finding("orders", "a rule"))));
    assertThat(reprocess(FIRST).status()).isEqualTo(Status.NONE);

    compact("second", 5);
    assertThat(reprocess(FIRST).status()).isEqualTo(Status.NEXT);
  }

  @Test
  void goesOnWithOlderDaysAndSaysWhatBecameOfTheOthers() {
    compact("first", 0);
    late.on(LATE.minusDays(1)).compact("orders", late.on(LATE.minusDays(1)).raw("orders", 0));

    LateDataReprocessing second = reprocess(ended(reprocess(FIRST), "FAILED"));

    assertThat(second.date()).isEqualTo(LATE.minusDays(1));
    assertThat(second.days()).containsExactly(new LateDay(LATE, "FAILED"));
    assertThat(reprocess(second).status()).isEqualTo(Status.NONE);
    assertThat(reprocess(second).days())
        .containsExactly(new LateDay(LATE, "FAILED"), new LateDay(LATE.minusDays(1), "FINALIZED"));
  }

  @Test
  void saysThatAFailedDayHasNoIncidentWhenAllAreDone() {
    compact("first", 0);
    late.on(LATE.minusDays(1)).compact("orders", late.on(LATE.minusDays(1)).raw("orders", 0));

    LateDataReprocessing second = reprocess(ended(reprocess(FIRST), "FAILED_UNREPORTED"));
    assertThat(second.status()).isEqualTo(Status.NEXT);
    LateDataReprocessing done = reprocess(second);

    assertThat(done.status()).isEqualTo(Status.UNREPORTED);
    assertThat(done.days())
        .containsExactly(
            new LateDay(LATE, "FAILED_UNREPORTED"), new LateDay(LATE.minusDays(1), "FINALIZED"));
  }

  private static LateDataReprocessing ended(LateDataReprocessing day, String outcome) {
    return new LateDataReprocessing(
        day.status(),
        day.round(),
        day.startedAt(),
        day.main(),
        day.date(),
        outcome,
        day.days(),
        day.request());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileOfTheNextDayIsNewDataWhereRecordsTellTheDay(boolean isField) {
    if (isField) {
      String rule = "day: { from: field, field: updated_at, compacted-from: path, layout:";
      Stores.open(late.settings.tables())
          .put(
              "tables/orders.yaml",
              SampleDefinitions.text("tables/orders.yaml")
                  .replace("day: { from: path, layout:", rule));
    }
    compact("first", 0);
    write(plannedRun(7), PublishedDocument.NAME, published());
    DayFixture next = late.on(LATE.plusDays(1));
    next.compact("orders", next.raw("orders", 5), DayFixture.order("O-5", "1.00", 5, 0));
    write(plannedRun(LATE.plusDays(1), 8), PublishedDocument.NAME, published());

    LateDataReprocessing answer = reprocess(FIRST);

    assertThat(answer.date()).isEqualTo(isField ? LATE : null);
    assertThat(answer.status()).isEqualTo(isField ? Status.NEXT : Status.NONE);
  }

  private void compact(String name, int offset) {
    late.compact(
        "orders",
        name + ".parquet",
        late.raw("orders", offset),
        DayFixture.order("O-" + offset, "1.00", offset, 0));
  }

  private RunRef plannedRun(long token) {
    return plannedRun(LATE, token);
  }

  private RunRef plannedRun(LocalDate day, long token) {
    RunRef run = RunRef.of(day, token);
    new PlanHandler(late.settings)
        .handle(
            new PlanHandler.Request(day, run.run(), run.token(), 0, 1, 1, null, null),
            () -> Duration.ofMinutes(15));
    return run;
  }

  private static PublishedDocument published() {
    return new PublishedDocument(1, List.of());
  }

  private void write(RunRef run, String name, Object document) {
    new RunDocuments(late.lake, run).write(name, document);
  }

  private LateDataReprocessing reprocess(LateDataReprocessing before) {
    Input input = new Input(null, Instant.parse("2026-11-23T02:00:00Z"), 12, 7, 3, 3600);
    return new LateDataReprocessingHandler(late.settings, () -> START.plusSeconds(60))
        .handle(
            new LateDataReprocessingHandler.Request(input, before), () -> Duration.ofMinutes(15));
  }
}
