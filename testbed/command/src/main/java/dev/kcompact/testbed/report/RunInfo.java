package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When a run was, and of what.
 *
 * @param started when it began
 * @param date the day that was compacted
 * @param version the version of kcompact
 * @param objects raw objects that were asked for, over all tables
 * @param parallelism of the streaming job
 * @param options whatever else shaped the run, as {@code seed} or {@code poll-interval}, in the
 *     order to show them
 */
public record RunInfo(
    Instant started,
    LocalDate date,
    String version,
    int objects,
    int parallelism,
    Map<String, String> options) {

  public RunInfo {
    requireNonNull(started, "started is null");
    requireNonNull(date, "date is null");
    requireText("version", version);
    Preconditions.requireNotNegative("objects", objects);
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is less than 1: " + parallelism);
    }
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
