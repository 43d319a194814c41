package dev.kcompact.finalizer.ledger;

import static java.time.ZoneOffset.UTC;
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
 * The Parquet file with a table's raw objects as Plan listed them, each with the compacted file
 * that contains it. The ledger reads it, because a later listing can differ.
 */
public final class RawListing {
  private static final Sql CREATE =
      Sql.of(
          """
          CREATE OR REPLACE TABLE listing (
            object VARCHAR,
            etag VARCHAR,
            size BIGINT,
            written_at TIMESTAMPTZ,
            compacted_file VARCHAR,
            committed_at TIMESTAMPTZ,
            kafka_partition INTEGER,
            file_offset BIGINT,
            source_key VARCHAR)
          """);

  private RawListing() {}

  public record Committed(StoredObject file, Lineage lineage) {
    public Committed {
      requireNonNull(file, "file is null");
      requireNonNull(lineage, "lineage is null");
    }
  }

  /**
   * @param content the compacted content; null if it is not in the listing
   * @param file the compacted file that contains the object; null if none does
   */
  private record Row(String key, @Nullable StoredObject content, @Nullable StoredObject file) {}

  public static String name(String table) {
    return "objects/" + table + ".parquet";
  }

  public static void write(
      DuckDb db,
      BaseTable table,
      Collection<StoredObject> listed,
      Collection<Committed> files,
      Path target) {
    String what = "list the objects of table " + table.name();
    db.execute(what, CREATE);
    db.append(
        what,
        "listing",
        rows(listed, files),
        (object, row) -> {
          StoredObject content = object.content();
          StoredObject file = object.file();
          ObjectName name = table.nameOf(object.key()).orElse(null);
          row.append(object.key())
              .append(content == null || content.etag().isEmpty() ? null : content.etag())
              .append(content == null ? null : content.size())
              .append(content == null ? null : content.lastModified().atOffset(UTC))
              .append(file == null ? null : file.key())
              .append(file == null ? null : file.lastModified().atOffset(UTC))
              .append(name == null ? null : name.partition())
              .append(name == null ? null : name.startOffset())
              .append(name == null ? object.key() : null);
        });
    db.execute(
        what,
        Sql.of(
            "COPY listing TO {file} (FORMAT parquet, COMPRESSION zstd)",
            Map.of("file", Sql.file(target))));
  }

  /** Returns objects in compacted files first, then those whose current content is in no file. */
  private static List<Row> rows(Collection<StoredObject> listed, Collection<Committed> files) {
    Map<String, StoredObject> remaining = new HashMap<>();
    listed.forEach(object -> remaining.put(object.key(), object));
    Set<String> compacted = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    for (Committed file : files) {
      for (Lineage.Entry entry : file.lineage().entries()) {
        StoredObject now = remaining.get(entry.key());
        boolean isSame = now != null && fingerprint(now) == entry.fingerprint();
        if (isSame) {
          compacted.add(entry.key());
        }
        rows.add(new Row(entry.key(), isSame ? now : null, file.file()));
      }
    }
    remaining.keySet().removeAll(compacted);
    remaining.values().forEach(object -> rows.add(new Row(object.key(), object, null)));
    return rows;
  }

  private static int fingerprint(StoredObject object) {
    return new SourceObject(object.key(), object.etag(), object.size()).fingerprint();
  }
}
