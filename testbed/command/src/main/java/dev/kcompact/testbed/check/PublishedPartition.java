package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A partition as the catalog shows it to a query engine.
 *
 * @param location URI of its folder
 * @param columns types by name, in order, as a query engine sees them
 */
public record PublishedPartition(String location, Map<String, String> columns) {
  public PublishedPartition {
    requireNonNull(location, "location is null");
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }
}
