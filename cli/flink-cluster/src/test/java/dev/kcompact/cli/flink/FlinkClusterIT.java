package dev.kcompact.cli.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.cli.flink.ClusterConfiguration.JobSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.client.program.MutatedConfigurationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the packaged cluster as the command does: with its own class path, in a separate JVM, with a
 * job in a jar.
 */
@Tag("full")
class FlinkClusterIT {
  private static final Path TARGET = Path.of(System.getProperty("basedir", "."), "target");
  private static final String READY = "Flink cluster ready at ";

  @TempDir private Path work;

  @Test
  void runsABoundedJobToItsEnd() throws Exception {
    Process cluster = start("bounded");
    try {
      assertThat(cluster.waitFor(60, SECONDS)).isTrue();

      assertThat(cluster.exitValue()).as(log()).isZero();
      assertThat(numbers())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
      JsonNode result = new ObjectMapper().readTree(work.resolve("result.json").toFile());
      assertThat(result.get("status").asText()).isEqualTo("FINISHED");
      assertThat(result.get("counters").get("taskmanager.job.task.operator.numbers.texts").asLong())
          .isEqualTo(1000);
    } finally {
      cluster.destroyForcibly();
    }
  }

  @Test
  void failsWithOneLineWhenTheJobDoes() throws Exception {
    Process cluster = start("failing");
    try {
      assertThat(cluster.waitFor(60, SECONDS)).isTrue();

      assertThat(cluster.exitValue()).as(log()).isEqualTo(FlinkCluster.FAILED);
      JsonNode result = new ObjectMapper().readTree(work.resolve("result.json").toFile());
      assertThat(result.get("status").asText()).isEqualTo("FAILED");
      assertThat(result.get("error").asText())
          .contains("The job failed: ")
          .contains("No number is good enough: ")
          .doesNotContain("\n");
    } finally {
      cluster.destroyForcibly();
    }
  }

  @Test
  void refusesAJobThatConfiguresItselfAsManagedFlinkDoes() {
    JobSettings settings =
        new JobSettings(
            1,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            work.resolve("c").toUri().toString(),
            0);
    URI nowhere = URI.create("http://127.0.0.1:1");
    String[] arguments = {work.resolve("out").toUri().toString(), "configuring"};

    assertThatThrownBy(
            () ->
                new JobRun(jobJar().toFile(), List.of(arguments), SavepointRestoreSettings.none())
                    .execute(ClusterConfiguration.job(new Configuration(), nowhere, settings)))
        .hasRootCauseInstanceOf(MutatedConfigurationException.class)
        .rootCause()
        .hasMessageContaining("Not allowed configuration change(s) were detected")
        .hasMessageContaining("execution.checkpointing.interval");
  }

  @Test
  void cancelsTheJobOnSigterm() throws Exception {
    Process cluster = start("endless");
    try {
      awaitRunning(ready(cluster));

      cluster.destroy();

      assertThat(cluster.waitFor(60, SECONDS)).isTrue();
      JsonNode result = new ObjectMapper().readTree(work.resolve("result.json").toFile());
      assertThat(result.get("status").asText()).as(log()).isEqualTo("CANCELED");
    } finally {
      cluster.destroyForcibly();
    }
  }

  private Process start(String mode) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : List.of("java.lang", "java.util", "java.time", "java.net", "java.nio")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-Xmx512m", "-cp", TARGET.resolve("lib") + "/*"));
    command.add("dev.kcompact.cli.guard.Guarded");
    command.add(FlinkCluster.class.getName());
    command.addAll(List.of("--jar", jobJar().toString(), "--parallelism", "2"));
    command.addAll(List.of("--checkpoint-dir", work.resolve("checkpoints").toUri().toString()));
    command.addAll(List.of("--checkpoint-interval", "500ms", "--restart-attempts", "1"));
    command.addAll(List.of("--result", work.resolve("result.json").toString()));
    command.addAll(List.of(work.resolve("out").toUri().toString(), mode));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FLINK_PLUGINS_DIR", TARGET.resolve("plugins").toString());
    return builder.redirectOutput(work.resolve("cluster.log").toFile()).start();
  }

  private static Path jobJar() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-tests.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<String> numbers() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(work.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file.getFileName().toString()).startsWith("part-");
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private URI ready(Process cluster) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline && cluster.isAlive()) {
      for (String line : Files.readAllLines(work.resolve("cluster.log"))) {
        if (line.startsWith(READY)) {
          return URI.create(line.substring(READY.length()));
        }
      }
      cluster.waitFor(100, java.util.concurrent.TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("The cluster did not start: " + log());
  }

  private void awaitRunning(URI rest) throws Exception {
    HttpRequest jobs = HttpRequest.newBuilder(rest.resolve("/jobs/overview")).build();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      String body = HttpClient.newHttpClient().send(jobs, BodyHandlers.ofString()).body();
      if (body.contains("\"state\":\"RUNNING\"")) {
        return;
      }
    }
    throw new AssertionError("The job did not run: " + log());
  }

  private String log() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(work.resolve("cluster.log")), UTF_8))) {
      return String.join("\n", reader.lines().toList());
    }
  }
}
