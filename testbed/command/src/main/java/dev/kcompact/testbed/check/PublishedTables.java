package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The data catalog, as anyone sees it. */
public interface PublishedTables {
  /**
   * A table's partition of a day; empty where the catalog has none.
   *
   * @throws IOException naming the table
   */
  Optional<PublishedPartition> partition(String domain, String table, LocalDate day)
      throws IOException;

  /**
   * A partition as the catalog shows it to a query engine.
   *
   * @param location URI of its folder
   * @param columns types by name, in order, as a query engine sees them
   */
  record PublishedPartition(String location, Map<String, String> columns) {
    public PublishedPartition {
      requireNonNull(location, "location is null");
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
  }
}
