package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import dev.kcompact.finalizer.run.TableResult.BrokenRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the statements of {@link TableSql} over local files. */
final class TableWork {
  private static final int FIXED_COUNTS = 4;

  private final DuckDb db;
  private final TableDefinition table;
  private final List<Rule> rules;
  private final TableSql sql;

  TableWork(DuckDb db, TableDefinition table, List<String> order) {
    this.db = db;
    this.table = table;
    this.rules = TableRules.of(table);
    this.sql = new TableSql(table, order, rules);
  }

  /** Where raw objects are found by partition and offset, asked only when rows are quarantined. */
  @FunctionalInterface
  interface ObjectKeys {
    /** Key by partition and start offset. */
    Map<Position, String> byPosition();

    /** What an object's name says. */
    record Position(int partition, long offset) {}
  }

  /**
   * Finalizes a part.
   *
   * @param files all files of the table; at least one
   * @param out folder for what is written
   */
  Counts run(Collection<Path> files, Part part, ObjectKeys keys, Path out) {
    String all = "SELECT * FROM read_parquet(" + Sql.files(files) + ", union_by_name = true)";
    Set<String> present =
        db.describe(what("read the columns of"), all).stream()
            .map(DuckDb.Column::name)
            .collect(Collectors.toSet());
    db.execute(what("read the files of"), sql.source(files, present, part));
    for (Rule rule : rules) {
      db.compile("compile rule " + rule.name() + " of table " + table.name(), TableSql.probe(rule));
    }
    db.execute(what("check"), sql.verdict());
    db.execute(what("de-duplicate"), sql.excluded());
    List<Long> counts = db.numbers(what("count"), sql.counts());
    List<Path> written =
        copy(what("write"), sql.output(), out.resolve("rows"), table.targetBytes());
    long corrupt = counts.get(1);
    long invalid = counts.get(2);
    return new Counts(
        counts.get(0),
        corrupt,
        invalid,
        counts.get(3) - corrupt - invalid,
        broken(counts),
        written,
        corrupt + invalid == 0 ? List.of() : quarantine(keys, out));
  }

  /**
   * Writes what became of each raw object's rows; after {@link #run}.
   *
   * @param names of the compacted files in the lake, in the order of the files that were read
   * @param file is written
   */
  void countObjects(List<String> names, Path file) {
    db.execute(
        what("count the objects of"),
        "COPY "
            + Sql.nested(sql.objectCounts(names))
            + " TO "
            + Sql.literal(file.toString())
            + " (FORMAT parquet, COMPRESSION zstd)");
  }

  private List<BrokenRule> broken(List<Long> counts) {
    List<BrokenRule> broken = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      long rows = counts.get(FIXED_COUNTS + i);
      if (rows > 0) {
        broken.add(new BrokenRule(rules.get(i).name(), rules.get(i).severity(), rows));
      }
    }
    return broken;
  }

  private List<Path> quarantine(ObjectKeys keys, Path out) {
    db.execute(
        what("prepare the quarantine of"),
        "CREATE TABLE objects (kafka_partition INTEGER, file_offset BIGINT, object VARCHAR)");
    db.append(
        what("name the objects of"),
        "objects",
        appender -> {
          for (Map.Entry<ObjectKeys.Position, String> each : keys.byPosition().entrySet()) {
            appender.beginRow();
            appender.append(each.getKey().partition());
            appender.append(each.getKey().offset());
            appender.append(each.getValue());
            appender.endRow();
          }
        });
    return copy(
        what("quarantine rows of"),
        sql.quarantine(),
        out.resolve("quarantine"),
        table.targetBytes());
  }

  private List<Path> copy(String what, String query, Path folder, long targetBytes) {
    String statement =
        "COPY "
            + Sql.nested(query)
            + " TO "
            + Sql.literal(folder.toString())
            + " (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES "
            + targetBytes
            + ", RETURN_FILES true)";
    List<List<Path>> files =
        db.query(
            what,
            statement,
            row -> {
              List<Path> paths = new ArrayList<>();
              for (Object path : (Object[]) row.getArray(2).getArray()) {
                paths.add(Path.of(String.valueOf(path)));
              }
              return paths;
            });
    return files.get(0).stream().sorted().toList();
  }

  private String what(String verb) {
    return verb + " table " + table.name();
  }
}
