package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the statements of {@link TableSql} over local files. */
final class TableWork {
  private static final int FIXED_COUNTS = 4;

  /** Enough to find what is wrong with a source. */
  private static final int MOST_SAMPLES = 5;

  private final DuckDb db;
  private final TableDefinition table;
  private final RuleBits bits;
  private final TableSql sql;
  private final VerdictSql verdict;

  TableWork(DuckDb db, TableDefinition table, List<String> order) {
    this.db = db;
    this.table = table;
    this.bits = new RuleBits(TableRules.of(table));
    this.sql = new TableSql(table, bits);
    this.verdict = new VerdictSql(table, order, bits);
  }

  /** Where raw objects are found by partition and offset, asked only when a row is to be named. */
  @FunctionalInterface
  interface ObjectKeys {
    /** Key by partition and start offset. */
    Map<Position, String> byPosition();

    /** What an object's name says. */
    record Position(int partition, long offset) {}
  }

  /**
   * Finalizes a part. What the table's rules refer to has been read into this database.
   *
   * @param files all files of the table; at least one
   * @param out folder for what is written
   */
  Counts run(Collection<Path> files, HashBucket part, ObjectKeys keys, Path out) {
    String all = "SELECT * FROM read_parquet(" + Sql.files(files) + ", union_by_name = true)";
    Set<String> present =
        db.describe(what("read the columns of"), all).stream()
            .map(DuckDb.Column::name)
            .collect(Collectors.toSet());
    db.execute(what("read the files of"), sql.whole(files, present));
    db.execute(what("read the files of"), sql.source(part));
    judge(part);
    List<Long> counts = db.numbers(what("count"), verdict.counts());
    List<Path> written =
        copy(what("write"), sql.output(), out.resolve("rows"), table.targetBytes());
    long corrupt = counts.get(1);
    long invalid = counts.get(2);
    long left = counts.get(3);
    new WrittenRows(db, table).check(written, sql.output(), counts.get(0) - left);
    KnownObjects objects = new KnownObjects(keys);
    return new Counts(
        counts.get(0),
        corrupt,
        invalid,
        left - corrupt - invalid,
        broken(counts, objects),
        newest(),
        written,
        corrupt + invalid == 0 ? List.of() : quarantine(objects, out));
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

  /** Leaves the tables {@code verdict} and {@code excluded}. */
  private void judge(HashBucket part) {
    for (Rule rule : bits.rules()) {
      if (rule instanceof Rule.OfRow row) {
        db.compile(
            "compile rule " + rule.name() + " of table " + table.name(), TableSql.probe(row));
      }
    }
    String relation = verdict.needsTheWholeTable() ? "whole" : "source";
    db.execute(what("check"), verdict.verdict(relation, sql.mine(part)));
    verdict.compare().forEach(statement -> db.execute(what("de-duplicate"), statement));
    db.execute(what("de-duplicate"), verdict.excluded());
  }

  private List<BrokenRule> broken(List<Long> counts, KnownObjects objects) {
    List<Integer> broken = new ArrayList<>();
    for (int i = 0; i < bits.rules().size(); i++) {
      if (counts.get(FIXED_COUNTS + i) > 0) {
        broken.add(i);
      }
    }
    Map<Integer, List<String>> samples = samples(broken, objects);
    return broken.stream()
        .map(
            i ->
                new BrokenRule(
                    bits.rules().get(i).name(),
                    bits.rules().get(i).severity(),
                    counts.get(FIXED_COUNTS + i),
                    samples.getOrDefault(i, List.of())))
        .toList();
  }

  private Map<Integer, List<String>> samples(List<Integer> broken, KnownObjects objects) {
    Map<Integer, List<String>> samples = new HashMap<>();
    if (!broken.isEmpty()) {
      db.forEach(
          what("find samples of broken rules of"),
          verdict.samples(broken, MOST_SAMPLES),
          row -> {
            int rule = row.getInt(1);
            objects
                .nameOf(row, 2)
                .ifPresent(name -> samples.computeIfAbsent(rule, i -> new ArrayList<>()).add(name));
          });
    }
    return samples;
  }

  private Map<String, Instant> newest() {
    Map<String, Instant> newest = new HashMap<>();
    for (String column : verdict.freshColumns()) {
      db.forEach(
          what("find what is newest in"),
          verdict.newest(column),
          row -> {
            long micros = row.getLong(1);
            if (!row.wasNull()) {
              newest.put(column, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
            }
          });
    }
    return newest;
  }

  private List<Path> quarantine(KnownObjects objects, Path out) {
    db.execute(
        what("prepare the quarantine of"),
        "CREATE TABLE objects (kafka_partition INTEGER, file_offset BIGINT, object VARCHAR)");
    db.append(
        what("name the objects of"),
        "objects",
        appender -> {
          for (Map.Entry<ObjectKeys.Position, String> each : objects.byPosition().entrySet()) {
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
