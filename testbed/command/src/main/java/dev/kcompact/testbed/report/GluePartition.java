package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireText;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A partition as the catalog shows it.
 *
 * @param values its key values
 * @param location URI of its folder
 * @param run the run whose folder that is; may be empty where the location names none
 */
public record GluePartition(
    String database, String table, List<String> values, String location, String run) {
  public GluePartition {
    requireText("database", database);
    requireText("table", table);
    values = List.copyOf(values);
    requireText("location", location);
    requireNonNull(run, "run is null");
  }
}
