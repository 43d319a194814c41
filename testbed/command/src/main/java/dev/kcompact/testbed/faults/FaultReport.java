package dev.kcompact.testbed.faults;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.testbed.faults.Totals.Line;
import dev.kcompact.testbed.faults.Totals.Outcome;
import dev.kcompact.testbed.proxy.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param requests number of each fault, by kind of request
 * @param notMet faults that a kind of request has not met
 * @param openUploads keys of open uploads, which the bucket's lifecycle rule aborts
 * @param failures failures other than those of rows
 * @param stopped why the run ended early, or null; unrelated to the records
 */
record FaultReport(
    long seed,
    long kills,
    int requestFaults,
    Outcome total,
    List<Line> lines,
    Map<String, Map<Fault, Integer>> requests,
    Map<String, List<Fault>> notMet,
    List<String> openUploads,
    List<String> failures,
    @Nullable String stopped,
    long seconds) {
  FaultReport {
    requireNonNull(total, "total is null");
    lines = List.copyOf(lines);
    requests = Map.copyOf(requests);
    notMet = Map.copyOf(notMet);
    openUploads = List.copyOf(openUploads);
    failures = List.copyOf(failures);
  }

  boolean holds() {
    return total.holds() && failures.isEmpty();
  }

  /** Number of each fault, over all requests. */
  Map<Fault, Integer> byFault() {
    Map<Fault, Integer> sums = new EnumMap<>(Fault.class);
    requests
        .values()
        .forEach(
            faults -> faults.forEach((fault, times) -> sums.merge(fault, times, Integer::sum)));
    return sums;
  }

  /** The table that the command prints. */
  List<String> table() {
    List<String> table = new ArrayList<>();
    table.add(row("fault", "times", "records in", "lost", "duplicated", "wrong"));
    for (Line line : lines) {
      table.add(row(line.fault(), line.times(), line.outcome()));
    }
    byFault().forEach((fault, times) -> table.add(row("request: " + fault.label(), times, total)));
    table.add(row("all", (int) kills + requestFaults, total));
    return table;
  }

  private static String row(String fault, int times, Outcome outcome) {
    return row(
        fault,
        "%,d".formatted(times),
        "%,d".formatted(outcome.in()),
        "%,d".formatted(outcome.lost()),
        "%,d".formatted(outcome.duplicated()),
        "%,d".formatted(outcome.wrong()));
  }

  private static String row(
      String fault, String times, String in, String lost, String duplicated, String wrong) {
    return "%-45s %7s %12s %7s %10s %7s".formatted(fault, times, in, lost, duplicated, wrong);
  }

  /**
   * @throws CommandException if the report cannot be written
   */
  void write(Path file) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("seed", seed).put("kills", kills).put("request_faults", requestFaults);
    put(root, total);
    root.put("open_uploads", openUploads.size()).put("seconds", seconds);
    ArrayNode faults = root.putArray("faults");
    for (Line line : lines) {
      put(faults.addObject().put("fault", line.fault()).put("times", line.times()), line.outcome());
    }
    ObjectNode broken = root.putObject("requests");
    new TreeMap<>(requests)
        .forEach(
            (label, times) -> {
              ObjectNode kinds = broken.putObject(label);
              times.forEach((fault, count) -> kinds.put(fault.label(), count));
            });
    ObjectNode open = root.putObject("not_met");
    new TreeMap<>(notMet)
        .forEach(
            (label, left) -> {
              ArrayNode kinds = open.putArray(label);
              left.forEach(fault -> kinds.add(fault.label()));
            });
    failures.forEach(root.putArray("complaints")::add);
    openUploads.forEach(root.putArray("left_behind")::add);
    root.put("stopped", stopped);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, root.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new CommandException("Failed to write the report: " + file, e);
    }
  }

  private static void put(ObjectNode node, Outcome outcome) {
    node.put("records_in", outcome.in())
        .put("lost", outcome.lost())
        .put("doubled", outcome.duplicated())
        .put("wrong", outcome.wrong());
  }
}
