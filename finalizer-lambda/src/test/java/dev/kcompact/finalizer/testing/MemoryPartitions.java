package dev.kcompact.finalizer.testing;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.TableShape;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A catalog in memory that can fail at one of its changes. */
public final class MemoryPartitions implements PartitionCatalog {
  public final Map<String, TableShape> tables = new HashMap<>();
  public final TreeMap<String, Target> partitions = new TreeMap<>();

  /** Runs once, after the next change of partitions. */
  public Runnable afterChange = () -> {};

  /** Number of changes of partitions that still succeed. */
  public int changesLeft = Integer.MAX_VALUE;

  @Override
  public Optional<TableShape> find(String database, String table) {
    return Optional.ofNullable(tables.get(database + "." + table));
  }

  @Override
  public void create(String database, String table, TableShape shape) {
    tables.put(database + "." + table, shape);
  }

  @Override
  public void evolve(String database, String table, TableShape shape) {
    tables.put(database + "." + table, shape);
  }

  @Override
  public Optional<Target> partition(String database, String table, String value) {
    return Optional.ofNullable(partitions.get(database + "." + table + "/" + value));
  }

  @Override
  public Map<String, Target> partitions(String database, String table, Collection<String> values) {
    Map<String, Target> found = new TreeMap<>();
    values.forEach(
        value -> partition(database, table, value).ifPresent(target -> found.put(value, target)));
    return found;
  }

  @Override
  public void point(String database, String table, TableShape shape, Map<String, Target> targets) {
    change();
    targets.forEach(
        (value, target) -> partitions.put(database + "." + table + "/" + value, target));
    Runnable next = afterChange;
    afterChange = () -> {};
    next.run();
  }

  @Override
  public void remove(String database, String table, Collection<String> values) {
    change();
    values.forEach(value -> partitions.remove(database + "." + table + "/" + value));
  }

  private void change() {
    if (changesLeft-- <= 0) {
      throw new RetryableException("Failed to update partitions: no changes left");
    }
  }
}
