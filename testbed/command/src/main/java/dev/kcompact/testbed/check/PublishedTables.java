package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Read access to the data catalog. */
public interface PublishedTables {
  /** A table's partition of a day; empty if there is none. */
  Optional<PublishedPartition> partition(String domain, String table, LocalDate day)
      throws IOException;

  /** A partition as query engines see it, with the columns' types by name, in order. */
  record PublishedPartition(String location, Map<String, String> columns) {
    public PublishedPartition {
      requireNonNull(location, "location is null");
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
  }
}
