package dev.kcompact.finalizer.workflow;

import static dev.kcompact.finalizer.workflow.PackagedFunction.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.ResourceEstimate;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.WorkUnit;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.WideOrders;
import dev.kcompact.finalizer.workflow.PackagedFunction.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans and finalizes a table's day that is larger than DuckDB's memory with the deployed zip and a
 * {@code /tmp} of limited size. Prints the measurements for {@code ResourceEstimator}.
 */
@Tag("full")
class LargeTableIT {
  private static final RunRef RUN = RunRef.of(DayFixture.DAY, 7);
  private static final Duration AMPLE = Duration.ofMinutes(15);
  private static final long MB = 1_000_000;

  @TempDir static Path unzipped;
  @TempDir Path tmp;

  @BeforeAll
  static void unzip() throws IOException {
    PackagedFunction.unpack(unzipped);
  }

  /** {@code processBytes} limits the function's process. */
  private record Trial(
      int files,
      long rows,
      long memoryBytes,
      long tmpBytes,
      long workUnitBytes,
      long processBytes) {
    long allRows() {
      return files * rows;
    }
  }

  @Test
  void aTableLargerThanMemoryIsFinalizedInBuckets() throws Exception {
    Trial trial = new Trial(3, 40_000, 96 * MB, 64 * MB, 64 * MB, 700 * MB);

    assertThat(finalizeWith(trial)).isGreaterThan(100 * MB);
  }

  @Tag("long")
  @Test
  void threeGigabytesUnderOneGigabyteOfMemory() throws Exception {
    Trial trial = new Trial(8, 400_000, 1000 * MB, 600 * MB, 2L << 30, 2048L << 20);

    assertThat(finalizeWith(trial)).isGreaterThan(3L << 30);
  }

  /** Returns the uncompressed bytes of the table. */
  private long finalizeWith(Trial trial) throws Exception {
    DayFixture day = DayFixture.inFolders(tmp);
    WideOrders.write(day, trial.files(), trial.rows());
    Path limited = Files.createDirectories(tmp.resolve("limited"));
    try (Quota quota = new Quota(limited, trial.tmpBytes())) {
      Map<String, String> environment = environment(day, limited, trial);
      try (PackagedFunction plan = start("plan.PlanHandler", environment, List.of())) {
        assertThat(text(plan.invoke(planRequest()))).contains("COMPLETE");
      }
      RunDocuments documents = new RunDocuments(day.lake, RUN);
      PlanDocument plan = documents.plan();
      try (PackagedFunction function =
          start("finalize.FinalizeHandler", environment, quota.command())) {
        quota.watch();
        for (WorkUnit unit : plan.workUnits()) {
          finalizeUnit(function, unit.id());
        }
        report(trial, plan, documents.results(baseOnly(plan)), quota, function.peakBytes());
      }
      long bytes = plan.table("orders").orElseThrow().uncompressedBytes();
      return bytes;
    }
  }

  private static void finalizeUnit(PackagedFunction function, String unit) throws Exception {
    String answer =
        text(
            function.invoke(
                "{\"date\": \"2026-11-22\", \"run\": \"%s\", \"token\": 7, \"slice\": \"%s\", \"continuation\": {}}"
                    .formatted(RUN.run(), unit)));
    while (answer.contains("CONTINUE")) {
      answer = text(function.invoke(answer));
    }
    assertThat(answer).contains("DONE");
  }

  private static void report(
      Trial trial, PlanDocument plan, List<TableResult> results, Quota quota, long memory) {
    long bytes = plan.table("orders").orElseThrow().uncompressedBytes();
    System.out.printf(
        "%,d rows, %,d bytes uncompressed, %,d stored; memory limit %,d; /tmp %,d (%s)%n",
        trial.allRows(),
        bytes,
        plan.table("orders").orElseThrow().storedBytes(),
        trial.memoryBytes(),
        trial.tmpBytes(),
        quota.isEnforced() ? "enforced by the kernel" : "watched only");
    for (WorkUnit unit : plan.workUnits()) {
      System.out.printf("planned: %s %s%n", unit.buckets(), unit.estimate());
    }
    for (TableResult result : results) {
      System.out.printf("done: %s in %,d ms%n", result.bucket(), result.millis());
    }
    System.out.printf("process at most %,d bytes; stored at most %,d%n", memory, quota.most());

    assertThat(results.stream().mapToLong(TableResult::rowsIn).sum()).isEqualTo(trial.allRows());
    assertThat(results.stream().mapToLong(TableResult::rowsOut).sum())
        .isEqualTo(WideOrders.keys(trial.allRows()));
    assertThat(results.stream().mapToLong(TableResult::duplicates).sum())
        .isEqualTo(trial.allRows() - WideOrders.keys(trial.allRows()));
    assertThat(results).hasSizeGreaterThan(1);
    assertThat(quota.most()).isPositive().isLessThanOrEqualTo(trial.tmpBytes());
    assertThat(memory).isLessThan(trial.processBytes());
    ResourceEstimate estimate = Objects.requireNonNull(plan.workUnits().get(0).estimate());
    assertThat(estimate.storageBytes()).isBetween(quota.most(), trial.tmpBytes());
    assertThat(estimate.memoryBytes()).isLessThanOrEqualTo(trial.memoryBytes());
  }

  private static PlanDocument baseOnly(PlanDocument plan) {
    return new PlanDocument(
        plan.version(), plan.date(), plan.run(), plan.tables(), plan.workUnits(), List.of());
  }

  private PackagedFunction start(
      String handler, Map<String, String> environment, List<String> launcher) {
    return new PackagedFunction(
        new Environment(unzipped, environment, "SANDBOX_TMP", launcher),
        handler,
        AMPLE,
        tmp.resolve(handler));
  }

  private static String planRequest() {
    return "{\"date\": \"2026-11-22\", \"run\": \"%s\", \"token\": 7, \"attempt\": 0, \"planAttempts\": 1, \"waitSeconds\": 1}"
        .formatted(RUN.run());
  }

  private static Map<String, String> environment(DayFixture day, Path limited, Trial trial) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KCOMPACT_SOURCE", day.settings.source().toString());
    environment.put("KCOMPACT_LAKE", day.settings.lake().toString());
    environment.put("KCOMPACT_TABLES", day.settings.tables().toString());
    environment.put("KCOMPACT_LOCK_TABLE", "locks");
    environment.put("KCOMPACT_GLUE_DATABASE", "test");
    environment.put("KCOMPACT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    environment.put("KCOMPACT_TMP", limited.toString());
    environment.put("KCOMPACT_TMP_BYTES", trial.tmpBytes() + "B");
    environment.put("KCOMPACT_DUCKDB_MEMORY", trial.memoryBytes() + "B");
    environment.put("KCOMPACT_DUCKDB_THREADS", "2");
    environment.put("KCOMPACT_SLICE_BYTES", trial.workUnitBytes() + "B");
    return environment;
  }
}
