package dev.kcompact.finalizer.run.documents;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each partition pointed before this run and where it is to point, kept as {@code
 * published.json} from before the first change on.
 *
 * @param version of this format
 */
public record PublishedDocument(int version, List<Change> changes) {
  public static final String NAME = "published.json";
  public static final int VERSION = 1;

  /**
   * One partition.
   *
   * @param value of the partition column
   * @param previous null where there was no such partition
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
   * Where a partition points, and its parameters.
   *
   * @param storage all that the catalog says of how its data are stored, in the catalog's own form;
   *     null for what its table says
   */
  public record Target(String location, Map<String, String> parameters, @Nullable String storage) {
    public Target {
      requireNonNull(location, "location is null");
      parameters = Map.copyOf(parameters);
    }

    /** Stored as its table says. */
    public Target(String location, Map<String, String> parameters) {
      this(location, parameters, null);
    }
  }

  public PublishedDocument {
    changes = List.copyOf(changes);
  }
}
