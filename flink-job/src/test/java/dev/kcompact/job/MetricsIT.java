package dev.kcompact.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running job reports, held against the page that tells of it. */
class MetricsIT {
  private static final String DAY = "year=2026/month=11/day=20/hour=10";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int OBJECTS = 30;

  @TempDir Path folder;

  @Test
  void theJobReportsWhatThePageListsAndNothingElse() throws Exception {
    SeenMetrics.clear();
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
      Deadline.poll(
          PATIENCE,
          "the readers show that all is committed",
          () -> shownToCloudWatch("committedObjects").equals((long) OBJECTS));

      MetricsPage page = MetricsPage.read();
      assertThat(SeenMetrics.names("jobmanager.job.operator.coordinator.enumerator.kcompact"))
          .as("enumerator")
          .isEqualTo(page.section("Enumerator"));
      assertThat(SeenMetrics.names("taskmanager.job.task.operator.kcompact"))
          .as("compactor")
          .isEqualTo(page.section("Compactor"));
      assertThat(SeenMetrics.names("taskmanager.job.task.operator.kinesisanalytics"))
          .as("CloudWatch")
          .isEqualTo(page.section("To CloudWatch"));

      assertThat(shownToCloudWatch("discoveredObjects")).isEqualTo((long) OBJECTS);
      assertThat(shownToCloudWatch("uncompactedObjects")).isEqualTo(0L);
      assertThat(shownToCloudWatch("oldestUncompactedMillis")).isEqualTo(0L);
      assertThat((Long) shownToCloudWatch("millisSinceLook")).isBetween(0L, PATIENCE.toMillis());
      assertThat(SeenMetrics.value("taskmanager.job.task.operator.kcompact.corruptRows"))
          .isNotNull();
      cluster.cancel(job);
    }
  }

  private static Object shownToCloudWatch(String name) {
    String full = "taskmanager.job.task.operator.kinesisanalytics." + name;
    return SeenMetrics.names("taskmanager.job.task.operator.kinesisanalytics").contains(name)
        ? SeenMetrics.value(full)
        : "not yet";
  }
}
