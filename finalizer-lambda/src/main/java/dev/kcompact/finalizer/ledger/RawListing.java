package dev.kcompact.finalizer.ledger;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.store.StoredObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table's raw objects as Plan saw them, each with the compacted file that holds it; kept for the
 * ledger as a Parquet file beside the plan, because a later listing could show another day.
 */
public final class RawListing {
  private static final String COLUMNS =
      "object VARCHAR, etag VARCHAR, size BIGINT, written_at TIMESTAMPTZ, compacted_file VARCHAR,"
          + " committed_at TIMESTAMPTZ, kafka_partition INTEGER, file_offset BIGINT, source_key"
          + " VARCHAR";

  private RawListing() {}

  /** A compacted file with what it was made of. */
  public record Committed(StoredObject file, Lineage lineage) {
    public Committed {
      requireNonNull(file, "file is null");
      requireNonNull(lineage, "lineage is null");
    }
  }

  /**
   * An object, and what is known of it.
   *
   * @param content what was compacted; null where the listing does not show that any more
   * @param file that holds it; null where none does
   */
  private record Row(String key, @Nullable StoredObject content, @Nullable StoredObject file) {}

  /** Name of a table's listing among the documents of a run. */
  public static String name(String table) {
    return "objects/" + table + ".parquet";
  }

  /**
   * Writes a local file.
   *
   * @param listed the raw objects that there are
   */
  public static void write(
      DuckDb db,
      BaseTable table,
      Collection<StoredObject> listed,
      Collection<Committed> files,
      Path target) {
    String what = "list the objects of table " + table.name();
    db.execute(what, "CREATE OR REPLACE TABLE listing (" + COLUMNS + ")");
    db.appendAll(
        what,
        "listing",
        rows(listed, files),
        (row, cells) -> {
          StoredObject content = row.content();
          StoredObject file = row.file();
          ObjectName name = table.nameOf(row.key()).orElse(null);
          cells
              .text(row.key())
              .text(content == null || content.etag().isEmpty() ? null : content.etag())
              .number(content == null ? null : content.size())
              .moment(content == null ? null : content.lastModified())
              .text(file == null ? null : file.key())
              .moment(file == null ? null : file.lastModified())
              .integer(name == null ? null : name.partition())
              .number(name == null ? null : name.startOffset())
              .text(name == null ? row.key() : null);
        });
    db.execute(
        what,
        "COPY listing TO "
            + Sql.literal(target.toString())
            + " (FORMAT parquet, COMPRESSION zstd)");
  }

  /** Objects in files first, then those that no file holds as they are now. */
  private static List<Row> rows(Collection<StoredObject> listed, Collection<Committed> files) {
    Map<String, StoredObject> left = new HashMap<>();
    listed.forEach(object -> left.put(object.key(), object));
    Set<String> held = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    for (Committed file : files) {
      for (Lineage.Entry entry : file.lineage().entries()) {
        StoredObject now = left.get(entry.key());
        boolean isSame = now != null && fingerprint(now) == entry.fingerprint();
        if (isSame) {
          held.add(entry.key());
        }
        rows.add(new Row(entry.key(), isSame ? now : null, file.file()));
      }
    }
    left.keySet().removeAll(held);
    left.values().forEach(object -> rows.add(new Row(object.key(), object, null)));
    return rows;
  }

  private static int fingerprint(StoredObject object) {
    return new SourceObject(object.key(), object.etag(), object.size()).fingerprint();
  }
}
