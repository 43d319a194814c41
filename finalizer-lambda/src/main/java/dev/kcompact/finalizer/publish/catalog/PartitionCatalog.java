package dev.kcompact.finalizer.publish.catalog;

import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Tables with partitions by one column. Every method throws {@link
 * dev.kcompact.finalizer.failure.RetryableException} when the catalog fails.
 */
public interface PartitionCatalog {
  /** The table as it is; empty where there is none. */
  Optional<TableShape> find(String database, String table);

  /** Makes a table, and its database where there is none. */
  void create(String database, String table, TableShape shape);

  /** Replaces a table's columns; its partitions stay. */
  void evolve(String database, String table, TableShape shape);

  /** Where a partition points; empty where there is none. */
  Optional<Target> partition(String database, String table, String value);

  /** Where those of some partitions point that are there; by value. */
  Map<String, Target> partitions(String database, String table, Collection<String> values);

  /** Where the partitions of some days before a date point; by value. */
  default Map<String, Target> before(String database, String table, LocalDate date, int days) {
    return partitions(
        database, table, date.minusDays(days).datesUntil(date).map(LocalDate::toString).toList());
  }

  /** Makes partitions, or lets those that are there point elsewhere; by value. */
  void point(String database, String table, TableShape shape, Map<String, Target> partitions);

  /** Deletes partitions, not their files; a missing one is ignored. */
  void remove(String database, String table, Collection<String> values);
}
