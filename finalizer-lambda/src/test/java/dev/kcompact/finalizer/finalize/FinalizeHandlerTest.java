package dev.kcompact.finalizer.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.finalize.FinalizeHandler.Request.Continuation;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalizeHandlerTest {
  private static final RunRef RUN = RunRef.of(DayFixture.DAY, 7);
  private static final TimeLeft AMPLE = () -> Duration.ofMinutes(15);

  @TempDir Path tmp;
  private DayFixture day;

  @BeforeEach
  void planDay() {
    day = DayFixture.inFolders(tmp);
    day.completeDay();
    new PlanHandler(day.settings)
        .handle(
            new PlanHandler.Request(DayFixture.DAY, RUN.run(), RUN.token(), 0, 1, 1, null, null),
            AMPLE);
  }

  @Test
  void leavesProcessedFilesQuarantineAndResults() throws Exception {
    FinalizeHandler.Answer answer = finalizeUnit("s-0000", Continuation.NONE, AMPLE);

    assertThat(answer.status()).isEqualTo(FinalizeHandler.Answer.Status.DONE);
    TableResult orders = result("s-0000", "orders");
    assertThat(orders.rowsIn()).isEqualTo(5);
    assertThat(orders.rowsOut()).isEqualTo(2);
    assertThat(orders.duplicates()).isEqualTo(1);
    assertThat(orders.invalid()).isEqualTo(1);
    assertThat(orders.corrupt()).isEqualTo(1);
    assertThat(orders.files())
        .allSatisfy(
            file ->
                assertThat(file.key())
                    .startsWith(
                        "processed/sales/orders/dt=2026-11-22/run=20261122-0000000007/part-s-0000-0-")
                    .endsWith("-0000.parquet"));
    assertThat(
            ParquetFile.query(
                local(orders.files()), "SELECT order_id, amount FROM files ORDER BY 1"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
    assertThat(
            ParquetFile.query(
                local(orders.quarantine()), "SELECT kind, object, line FROM files ORDER BY 1"))
        .containsExactly(
            List.of("corrupt", "topics/orders/dt=2026-11-22/orders+0+0000000003.json", "1"),
            List.of("invalid", "topics/orders/dt=2026-11-22/orders+0+0000000003.json", "0"));
  }

  @Test
  void makesADerivedTableOfTheProcessedRows() throws Exception {
    finalizeUnit("s-0000", Continuation.NONE, AMPLE);
    finalizeUnit("d-0000", Continuation.NONE, AMPLE);

    TableResult paid = result("d-0000", "paid_orders");

    assertThat(paid.rowsOut()).isEqualTo(1);
    assertThat(ParquetFile.query(local(paid.files()), "SELECT order_id, paid FROM files"))
        .containsExactly(List.of("O-1", "10.50"));
  }

  @Test
  void stopsBetweenTablesWhenTimeRunsShortAndGoesOnWhereItStopped() {
    FinalizeHandler.Answer first =
        finalizeUnit("s-0000", Continuation.NONE, () -> Duration.ofSeconds(9));

    assertThat(first.status()).isEqualTo(FinalizeHandler.Answer.Status.CONTINUE);
    assertThat(first.continuation().done()).hasSize(1);

    FinalizeHandler.Answer second =
        finalizeUnit("s-0000", first.continuation(), () -> Duration.ofSeconds(9));

    assertThat(second.status()).isEqualTo(FinalizeHandler.Answer.Status.DONE);
    assertThat(second.continuation().done()).containsExactly("orders-0-of-1", "payments-0-of-1");
    assertThat(result("s-0000", "orders").rowsOut()).isEqualTo(2);
    assertThat(result("s-0000", "payments").rowsOut()).isEqualTo(2);
  }

  @Test
  void stopsInsideATableAndGoesOnWithItsHalves() throws Exception {
    FinalizeHandler.Answer first =
        finalizeUnit("s-0000", Continuation.NONE, () -> Duration.ofSeconds(1));

    assertThat(first.status()).isEqualTo(FinalizeHandler.Answer.Status.CONTINUE);
    assertThat(first.continuation())
        .isEqualTo(new Continuation(List.of(), List.of("orders-0-of-1")));

    FinalizeHandler.Answer second = finalizeUnit("s-0000", first.continuation(), AMPLE);

    assertThat(second.status()).isEqualTo(FinalizeHandler.Answer.Status.DONE);
    assertThat(second.continuation().done())
        .containsExactly("orders-0-of-2", "orders-1-of-2", "payments-0-of-1");
    List<TableResult> orders = results("orders");
    assertThat(orders).extracting(TableResult::count).containsExactly(2, 2);
    assertThat(orders.stream().mapToLong(TableResult::rowsIn).sum()).isEqualTo(5);
    assertThat(orders.stream().mapToLong(TableResult::duplicates).sum()).isEqualTo(1);
    List<OutputFile> files = orders.stream().flatMap(each -> each.files().stream()).toList();
    assertThat(ParquetFile.query(local(files), "SELECT order_id, amount FROM files ORDER BY 1"))
        .containsExactly(List.of("O-1", "11.00"), List.of("O-2", "20.00"));
  }

  @Test
  void aRepeatedCallWhoseAnswerWasLostDoesNothingTwice() {
    finalizeUnit("s-0000", Continuation.NONE, AMPLE);
    List<TableResult> before = results("orders");

    assertThat(finalizeUnit("s-0000", Continuation.NONE, AMPLE).status())
        .isEqualTo(FinalizeHandler.Answer.Status.DONE);

    assertThat(results("orders")).isEqualTo(before);
  }

  @Test
  void leavesNothingInItsFolder() throws Exception {
    finalizeUnit("s-0000", Continuation.NONE, AMPLE);

    try (var left = Files.list(day.settings.tmp())) {
      assertThat(left).isEmpty();
    }
  }

  private FinalizeHandler.Answer finalizeUnit(
      String unit, Continuation continuation, TimeLeft time) {
    return new FinalizeHandler(day.settings)
        .handle(
            new FinalizeHandler.Request(DayFixture.DAY, RUN.run(), RUN.token(), unit, continuation),
            time);
  }

  private List<TableResult> results(String table) {
    RunDocuments documents = new RunDocuments(day.lake, RUN);
    PlanDocument plan = documents.plan();
    PlanDocument baseOnly =
        new PlanDocument(
            plan.version(), plan.date(), plan.run(), plan.tables(), plan.workUnits(), List.of());
    return documents.results(baseOnly).stream().filter(r -> r.table().equals(table)).toList();
  }

  private TableResult result(String unit, String table) {
    return new RunDocuments(day.lake, RUN)
        .find(TableResult.name(unit, new HashBucket(table, 0, 1)), TableResult.class)
        .orElseThrow();
  }

  private List<Path> local(List<OutputFile> files) {
    return day.downloaded(files.stream().map(OutputFile::key).toList());
  }
}
