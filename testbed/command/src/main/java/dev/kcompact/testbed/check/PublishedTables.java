package dev.kcompact.testbed.check;

import java.io.IOException;
import java.time.LocalDate;
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
}
