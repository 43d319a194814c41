package dev.kcompact.benchmark.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.benchmark.run.S3Place.Requests;
import dev.kcompact.benchmark.run.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All runs. Measurements are comparable only within a round, so every ratio is of two runs of the
 * same round on the same storage.
 */
public record Results(List<Result> all) {
  private static final double ROUNDING = 1000;

  public Results {
    all = List.copyOf(all);
  }

  /** Returns these results with those of another round. */
  public Results and(List<Result> more) {
    return new Results(Stream.concat(all.stream(), more.stream()).toList());
  }

  /**
   * Lists the outputs of a storage that differ from the input, one line each; empty if all are
   * equal.
   */
  public List<String> disagreements(Storage storage, long rows) {
    List<Result> there = all.stream().filter(result -> result.storage() == storage).toList();
    String most =
        there.stream()
            .filter(result -> result.rows() == rows)
            .collect(Collectors.groupingBy(Result::hash, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    return there.stream()
        .filter(result -> result.rows() != rows || !result.hash().equals(most))
        .map(
            result ->
                "%s on %s, run %d: %d rows, hash %s; expected %d rows, hash %s"
                    .formatted(
                        result.subject(),
                        storage.label(),
                        result.run(),
                        result.rows(),
                        result.hash(),
                        rows,
                        most))
        .toList();
  }

  /** Names of the subjects measured on a storage, in the order of their first run. */
  List<String> subjects(Storage storage) {
    return all.stream()
        .filter(result -> result.storage() == storage)
        .map(Result::subject)
        .distinct()
        .toList();
  }

  /** The median over the runs of one subject on one storage; empty if there are none. */
  OptionalDouble median(String subject, Storage storage, ToDoubleFunction<Result> of) {
    return median(
        all.stream()
            .filter(result -> result.subject().equals(subject) && result.storage() == storage)
            .map(of::applyAsDouble)
            .toList());
  }

  /** The median, over the rounds, of the subject's value divided by the peer's. */
  public OptionalDouble ratio(
      String subject, String peer, Storage storage, ToDoubleFunction<Result> of) {
    return median(
        all.stream()
            .filter(result -> result.subject().equals(subject) && result.storage() == storage)
            .flatMap(result -> ratio(result, peer, of).stream().boxed())
            .toList());
  }

  private OptionalDouble ratio(Result result, String peer, ToDoubleFunction<Result> of) {
    return all.stream()
        .filter(other -> other.subject().equals(peer) && other.isComparableTo(result))
        .mapToDouble(other -> of.applyAsDouble(result) / of.applyAsDouble(other))
        .filter(Double::isFinite)
        .findFirst();
  }

  private static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  /** Writes all runs, each with its ratios to the others of its round. */
  public void write(Path file) throws IOException {
    ArrayNode list = new ObjectMapper().createArrayNode();
    for (Result result : all) {
      ObjectNode entry = list.addObject();
      entry.put("subject", result.subject()).put("storage", result.storage().label());
      entry.put("latency_ms", result.latencyMs()).put("run", result.run());
      entry.put("wall_s", rounded(result.usage().wallSeconds()));
      entry.put("cpu_s", rounded(result.usage().cpuSeconds()));
      entry.put("rss_mb", rounded(result.usage().rssMb()));
      Requests requests = result.requests();
      entry.put("gets", requests == null ? null : requests.gets());
      entry.put("heads", requests == null ? null : requests.heads());
      entry.put("lists", requests == null ? null : requests.lists());
      entry.put("puts", requests == null ? null : requests.puts());
      entry.put("rows", result.rows()).put("output_bytes", result.outputBytes());
      entry.put("hash", result.hash());
      ratios(entry.putObject("cpu_ratio_to"), result, each -> each.usage().cpuSeconds());
      ratios(entry.putObject("wall_ratio_to"), result, each -> each.usage().wallSeconds());
    }
    Files.writeString(file, list.toPrettyString() + "\n");
  }

  private void ratios(ObjectNode to, Result result, ToDoubleFunction<Result> of) {
    for (String peer : subjects(result.storage())) {
      if (!peer.equals(result.subject())) {
        ratio(result, peer, of).ifPresent(ratio -> to.put(peer, rounded(ratio)));
      }
    }
  }

  private static double rounded(double value) {
    return Math.round(value * ROUNDING) / ROUNDING;
  }
}
