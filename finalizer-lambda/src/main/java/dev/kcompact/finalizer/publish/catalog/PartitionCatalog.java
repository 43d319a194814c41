package dev.kcompact.finalizer.publish.catalog;

import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Tables with partitions by one column. Every method throws {@link
 * dev.kcompact.finalizer.failure.RetryableException} if the catalog fails.
 */
public interface PartitionCatalog {
  /** Returns the table; empty if it does not exist. */
  Optional<TableShape> find(String database, String table);

  /** Creates a table, and its database if necessary. */
  void create(String database, String table, TableShape shape);

  /** Replaces a table's columns; keeps its partitions. */
  void evolve(String database, String table, TableShape shape);

  /** Returns where a partition points; empty if it does not exist. */
  Optional<Target> partition(String database, String table, String value);

  /** Returns where partitions point, by value, without those that do not exist. */
  Map<String, Target> partitions(String database, String table, Collection<String> values);

  /** Returns where the partitions of some days before a date point, by value. */
  default Map<String, Target> before(String database, String table, LocalDate date, int days) {
    return partitions(
        database, table, date.minusDays(days).datesUntil(date).map(LocalDate::toString).toList());
  }

  /** Creates partitions, or updates existing ones; by value. */
  void point(String database, String table, TableShape shape, Map<String, Target> partitions);

  /** Deletes partitions, not their files; a missing one is ignored. */
  void remove(String database, String table, Collection<String> values);
}
