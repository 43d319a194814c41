package dev.kcompact.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running job has exactly the metrics of their page. */
@Tag("full")
class MetricsIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final int OBJECTS = 30;

  @TempDir Path folder;

  @Test
  void theJobReportsExactlyTheDocumentedMetrics() throws Exception {
    InMemoryMetricReporter.clear();
    RawFolder raw = new RawFolder(folder.resolve("raw"));
    for (int i = 0; i < OBJECTS; i++) {
      raw.put("orders", DAY, i % 3, (i / 3) * 20L, 20);
    }
    try (LocalCluster cluster =
        new LocalCluster(
            folder.resolve("state"), raw.uri(), folder.resolve("lake").toUri() + "/", 2)) {
      cluster
          .property("poll-interval", "100ms")
          .property("discovery.horizon-days", "3650")
          .property("group.max-wait", "200ms");
      JobID job = cluster.submit(Tables.definitions("orders"), 2, null);
      await("the readers show that all objects are committed")
          .atMost(TIMEOUT)
          .until(() -> cloudWatchValue("committedObjects").equals((long) OBJECTS));

      MetricsPage page = MetricsPage.read();
      assertThat(
              InMemoryMetricReporter.names(
                  "jobmanager.job.operator.coordinator.enumerator.kcompact"))
          .as("enumerator")
          .isEqualTo(page.section("Enumerator"));
      assertThat(InMemoryMetricReporter.names("taskmanager.job.task.operator.kcompact"))
          .as("compactor")
          .isEqualTo(page.section("Compactor"));
      assertThat(InMemoryMetricReporter.names("taskmanager.job.task.operator.kinesisanalytics"))
          .as("CloudWatch")
          .isEqualTo(page.section("To CloudWatch"));

      assertThat(cloudWatchValue("discoveredObjects")).isEqualTo((long) OBJECTS);
      assertThat(cloudWatchValue("uncompactedObjects")).isEqualTo(0L);
      assertThat(cloudWatchValue("oldestUncompactedMillis")).isEqualTo(0L);
      assertThat((Long) cloudWatchValue("millisSinceLook")).isBetween(0L, TIMEOUT.toMillis());
      assertThat(InMemoryMetricReporter.value("taskmanager.job.task.operator.kcompact.corruptRows"))
          .isNotNull();
      cluster.cancel(job);
    }
  }

  private static Object cloudWatchValue(String name) {
    String full = "taskmanager.job.task.operator.kinesisanalytics." + name;
    return InMemoryMetricReporter.names("taskmanager.job.task.operator.kinesisanalytics")
            .contains(name)
        ? InMemoryMetricReporter.value(full)
        : "missing";
  }
}
