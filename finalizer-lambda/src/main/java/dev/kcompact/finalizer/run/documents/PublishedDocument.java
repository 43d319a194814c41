package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The previous and next target of each partition, stored as {@code published.json} before the first
 * change.
 */
public record PublishedDocument(int version, List<Change> changes) {
  public static final String NAME = "published.json";
  public static final int VERSION = 1;

  /**
   * @param value of the partition column
   * @param previous null if the partition did not exist
   */
  public record Change(
      String table, String database, String value, @Nullable Target previous, Target next) {
    public Change {
      requireNonNull(table, "table is null");
      requireNonNull(database, "database is null");
      requireNonNull(value, "value is null");
      requireNonNull(next, "next is null");
    }
  }

  /**
   * @param storage the storage descriptor in the catalog's own form; null for that of the table
   */
  public record Target(String location, Map<String, String> parameters, @Nullable String storage) {
    public Target {
      requireNonNull(location, "location is null");
      parameters = Map.copyOf(parameters);
    }

    public Target(String location, Map<String, String> parameters) {
      this(location, parameters, null);
    }
  }

  public PublishedDocument {
    changes = List.copyOf(changes);
  }
}
