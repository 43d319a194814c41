package dev.kcompact.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Result of a run of the job.
 *
 * @param status FINISHED, FAILED or CANCELED
 * @param error one line, empty unless failed
 * @param took from the cluster's start to the job's end
 * @param counters the last values of all counters, by logical name such as {@code
 *     taskmanager.job.task.operator.kcompact.objects}, summed over tasks
 */
public record FlinkJobResult(
    String status, String error, Duration took, Map<String, Long> counters) {
  public FlinkJobResult {
    counters = Map.copyOf(counters);
  }

  /** Whether a bounded job has completed. */
  public boolean isFinished() {
    return status.equals("FINISHED");
  }

  /** The sum of all counters with this name, in any scope. */
  public long sum(String name) {
    return counters.entrySet().stream()
        .filter(counter -> counter.getKey().equals(name) || counter.getKey().endsWith("." + name))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  static FlinkJobResult read(Path file) {
    try {
      JsonNode root = new ObjectMapper().readTree(file.toFile());
      Map<String, Long> counters = new TreeMap<>();
      root.path("counters")
          .properties()
          .forEach(entry -> counters.put(entry.getKey(), entry.getValue().asLong()));
      return new FlinkJobResult(
          root.path("status").asText(),
          root.path("error").isNull() ? "" : root.path("error").asText(),
          Duration.ofMillis(root.path("millis").asLong()),
          counters);
    } catch (IOException e) {
      throw new CommandException("Failed to read how the job ended: " + file, e);
    }
  }
}
