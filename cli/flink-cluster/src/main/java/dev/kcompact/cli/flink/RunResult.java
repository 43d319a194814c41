package dev.kcompact.cli.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run, as a file that the command reads.
 *
 * @param status FINISHED, FAILED or CANCELED
 * @param error one line, null unless failed
 * @param millis from the cluster's start to the job's end
 * @param counters the last values of all counters, summed over tasks (see {@link FinalMetrics})
 * @param metrics names of all reported metrics
 */
record RunResult(
    String status,
    @Nullable String error,
    long millis,
    Map<String, Long> counters,
    Set<String> metrics) {
  RunResult {
    counters = Map.copyOf(counters);
    metrics = Set.copyOf(metrics);
  }

  /** Replaces the file atomically, so that no reader sees a partial one. */
  void write(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("status", status);
    root.put("error", error);
    root.put("millis", millis);
    ObjectNode values = root.putObject("counters");
    new TreeMap<>(counters).forEach((name, value) -> values.put(name, value));
    ArrayNode names = root.putArray("metrics");
    new TreeSet<>(metrics).forEach(names::add);
    Path half = file.resolveSibling(file.getFileName() + ".part");
    mapper.writerWithDefaultPrettyPrinter().writeValue(half.toFile(), root);
    Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
