package dev.kcompact.finalizer.finalize.lift;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of Parquet files.
 *
 * @param names of each file's columns, in the order of the files
 */
record FileColumns(List<Set<String>> names) {
  FileColumns {
    names = List.copyOf(names);
  }

  /** Reads the footers of the files. */
  static FileColumns read(DuckDb db, String what, Collection<Path> files) {
    Map<String, Set<String>> names = new HashMap<>();
    List<Element> elements =
        db.query(
            what,
            Sql.of(
                """
                SELECT file_name, name, coalesce(num_children, 0)
                FROM parquet_schema({files})
                ORDER BY file_name, column_id
                """,
                Map.of("files", Sql.files(files))),
            row -> new Element(row.getString(1), row.getString(2), row.getInt(3)));
    for (int root = 0; root < elements.size(); ) {
      Element file = elements.get(root);
      Set<String> columns = names.computeIfAbsent(file.file(), name -> new HashSet<>());
      root++;
      for (int column = 0; column < file.children(); column++) {
        columns.add(elements.get(root).name());
        root = end(elements, root);
      }
    }
    return new FileColumns(
        files.stream()
            .map(file -> requireNonNull(names.get(file.toString()), () -> "no schema of " + file))
            .toList());
  }

  /** An element of a Parquet schema, which its parts follow. */
  private record Element(String file, String name, int children) {}

  /** Returns the index behind an element and its parts. */
  private static int end(List<Element> elements, int element) {
    int next = element + 1;
    for (int child = 0; child < elements.get(element).children(); child++) {
      next = end(elements, next);
    }
    return next;
  }

  /** Returns the columns that some file has. */
  Set<String> all() {
    return names.stream().flatMap(Set::stream).collect(Collectors.toSet());
  }
}
