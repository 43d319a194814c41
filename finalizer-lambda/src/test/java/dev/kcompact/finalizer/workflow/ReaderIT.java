package dev.kcompact.finalizer.workflow;

import static dev.kcompact.finalizer.testing.DayFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.failure.NonRetryableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * A reader that repeatedly finds a day in the catalog and reads its files with DuckDB, while the
 * day is finalized again, rolled back on request, and rolled back after a failure.
 */
@Tag("full")
class ReaderIT {
  private static final Map<String, List<List<String>>> COMPLETE =
      Map.of(
          "orders", List.of(List.of("O-1", "11.00"), List.of("O-2", "20.00")),
          "payments", List.of(List.of("1", "4.00"), List.of("2", "6.50")),
          "paid_orders", List.of(List.of("O-1", "10.50")));
  private static final Map<String, String> QUERIES =
      Map.of(
          "orders", "SELECT order_id, amount FROM files ORDER BY 1",
          "payments", "SELECT payment_id, paid FROM files ORDER BY 1",
          "paid_orders", "SELECT order_id, paid FROM files ORDER BY 1");

  @RegisterExtension final Workflow workflow = new Workflow();

  private record Seen(int reads, Set<String> locations, List<String> notComplete) {}

  @Test
  void seesACompleteDayThroughARerunAFailureAndARollback() throws Exception {
    seesACompleteDayThrough(4);
  }

  @Test
  @Tag("long")
  void seesACompleteDayThroughTwentyRerunsAndRollbacks() throws Exception {
    seesACompleteDayThrough(20);
  }

  private void seesACompleteDayThrough(int executions) throws Exception {
    workflow.day.completeDay();
    assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      AtomicBoolean done = new AtomicBoolean();
      Future<Seen> reader = thread.submit(() -> read(done));
      for (int i = 0; i < executions; i++) {
        execute(i);
      }
      done.set(true);
      Seen seen = reader.get();

      assertThat(seen.notComplete()).isEmpty();
      assertThat(seen.reads()).as("reads").isGreaterThan(executions);
      assertThat(seen.locations()).as("runs that were read").hasSizeGreaterThan(executions / 4);
    } finally {
      thread.shutdownNow();
    }
  }

  /** Runs once with a failure after publication, runs twice, and rolls back one run. */
  private void execute(int index) throws Exception {
    switch (index % 4) {
      case 0 -> {
        workflow.lambda.failAfter(
            "kcompact-publish", new NonRetryableException("the answer is lost"));
        assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.FAILED);
      }
      case 3 ->
          assertThat(
                  workflow
                      .await(
                          workflow.begin("{\"date\": \"" + DAY + "\", \"action\": \"ROLLBACK\"}"))
                      .status())
              .isEqualTo(ExecutionStatus.SUCCEEDED);
      default -> assertThat(workflow.run().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }

  private Seen read(AtomicBoolean done) {
    int reads = 0;
    Set<String> locations = new LinkedHashSet<>();
    List<String> notComplete = new ArrayList<>();
    while (!done.get()) {
      for (String table : COMPLETE.keySet()) {
        reads++;
        try {
          locations.add(workflow.catalog.location(table));
          List<List<String>> rows = workflow.catalog.published(QUERIES.get(table), table);
          if (!rows.equals(COMPLETE.get(table))) {
            notComplete.add(table + ": " + rows);
          }
        } catch (Exception e) {
          notComplete.add(table + ": " + e);
        }
      }
    }
    return new Seen(reads, locations, notComplete);
  }
}
