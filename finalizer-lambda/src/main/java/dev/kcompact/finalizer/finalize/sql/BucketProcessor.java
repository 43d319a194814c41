package dev.kcompact.finalizer.finalize.sql;

import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.finalize.lift.InputRows;
import dev.kcompact.finalizer.finalize.rules.CompiledRule;
import dev.kcompact.finalizer.finalize.rules.CompiledRule.RowPredicate;
import dev.kcompact.finalizer.finalize.rules.RuleBitmask;
import dev.kcompact.finalizer.finalize.rules.TableRules;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Processes the rows of one hash bucket in DuckDB, from local files to local files. */
public final class BucketProcessor {
  private static final int FIXED_COUNTS = 4;

  private static final int MAX_SAMPLES = 5;

  private final DuckDb db;
  private final TableDefinition table;
  private final List<CompiledRule> rules;
  private final BucketSql sql;
  private final RowStatusSql status;

  /** The Kafka partition and start offset in a raw object's name. */
  public record ObjectPosition(int partition, long offset) {}

  /**
   * Reads the columns of the files.
   *
   * @param order columns that decide which of the rows with equal keys is the newest
   * @param files all files of the table; at least one
   */
  public BucketProcessor(
      DuckDb db, TableDefinition table, List<String> order, Collection<Path> files) {
    this(db, table, order, InputRows.read(db, table, files));
  }

  /**
   * @param order columns that decide which of the rows with equal keys is the newest
   * @param input all rows of the table, in the same database
   */
  public BucketProcessor(DuckDb db, TableDefinition table, List<String> order, InputRows input) {
    this.db = db;
    this.table = table;
    this.rules = Stream.concat(TableRules.of(table).stream(), input.rules().stream()).toList();
    RuleBitmask bitmask = new RuleBitmask(rules);
    this.sql = new BucketSql(table, bitmask, input);
    this.status = new RowStatusSql(table, order, bitmask);
  }

  /**
   * Checks, deduplicates, writes and verifies a bucket. The tables that the rules refer to exist in
   * this database.
   *
   * @param objectKeys reads the keys of the raw objects; called only if a row must be named
   */
  public ProcessedBucket run(
      HashBucket bucket, Supplier<Map<ObjectPosition, String>> objectKeys, Path out) {
    List<Long> counts = countRows(bucket);
    List<Path> written = copy(what("write"), sql.output(), out.resolve("rows"));
    long corrupt = counts.get(1);
    long invalid = counts.get(2);
    long excluded = counts.get(3);
    new OutputVerifier(db, table).verify(written, sql.output(), counts.get(0) - excluded);
    SourceObjects objects = new SourceObjects(objectKeys);
    return new ProcessedBucket(
        counts.get(0),
        corrupt,
        invalid,
        excluded - corrupt - invalid,
        sql.otherRows(bucket).map(each -> db.numbers(what("count"), each).get(0)).orElse(0L),
        brokenRules(counts, objects),
        newest(),
        written,
        corrupt + invalid == 0 ? List.of() : quarantine(objects, out));
  }

  /** Checks and counts the rows of a bucket as {@link #run} does, and writes nothing. */
  public ProcessedBucket check(
      HashBucket bucket, Supplier<Map<ObjectPosition, String>> objectKeys) {
    List<Long> counts = countRows(bucket);
    long rejected = counts.get(1) + counts.get(2);
    return new ProcessedBucket(
        counts.get(0),
        counts.get(1),
        counts.get(2),
        counts.get(3) - rejected,
        0,
        brokenRules(counts, new SourceObjects(objectKeys)),
        newest(),
        List.of(),
        List.of());
  }

  private List<Long> countRows(HashBucket bucket) {
    db.execute(what("read the files of"), sql.allRows());
    db.execute(what("read the files of"), sql.bucketRows(bucket));
    checkRows(bucket);
    return db.numbers(what("count"), status.counts());
  }

  /**
   * Writes the row counts of each raw object; call it after {@link #run}.
   *
   * @param names keys of the compacted files, in the order in which the files were read
   */
  public void countObjects(List<String> names, Path file) {
    db.execute(
        what("count the objects of"),
        Sql.of(
            "COPY ({counts}) TO {file} (FORMAT parquet, COMPRESSION zstd)",
            Map.of("counts", sql.objectCounts(names), "file", Sql.file(file))));
  }

  /** Creates {@code row_status}, {@code superseded} and {@code excluded_rows}. */
  private void checkRows(HashBucket bucket) {
    for (CompiledRule rule : rules) {
      if (rule instanceof RowPredicate predicate) {
        db.compile(
            "compile rule " + rule.name() + " of table " + table.name(),
            BucketSql.probe(predicate));
      }
    }
    DeduplicationSql deduplication = new DeduplicationSql(status);
    db.execute(what("check"), status.create(sql.isInBucket(bucket)));
    for (Sql statement : deduplication.deduplicate()) {
      db.execute(what("de-duplicate"), statement);
    }
    db.execute(what("de-duplicate"), deduplication.excludedRows());
  }

  private List<BrokenRule> brokenRules(List<Long> counts, SourceObjects objects) {
    List<Integer> broken =
        IntStream.range(0, rules.size())
            .filter(i -> counts.get(FIXED_COUNTS + i) > 0)
            .boxed()
            .toList();
    Map<Integer, List<String>> samples = samples(broken, objects);
    return broken.stream()
        .map(
            i ->
                new BrokenRule(
                    rules.get(i).name(),
                    rules.get(i).severity(),
                    counts.get(FIXED_COUNTS + i),
                    samples.getOrDefault(i, List.of())))
        .toList();
  }

  private Map<Integer, List<String>> samples(List<Integer> broken, SourceObjects objects) {
    Map<Integer, List<String>> samples = new HashMap<>();
    if (!broken.isEmpty()) {
      db.forEach(
          what("find samples of broken rules of"),
          status.samples(broken, MAX_SAMPLES),
          row -> {
            int rule = row.getInt(1);
            objects
                .sourceOf(row, 2)
                .ifPresent(name -> samples.computeIfAbsent(rule, i -> new ArrayList<>()).add(name));
          });
    }
    return samples;
  }

  private Map<String, Instant> newest() {
    Map<String, Instant> newest = new HashMap<>();
    for (String column : status.freshColumns()) {
      db.forEach(
          what("find the newest timestamp of"),
          status.newest(column),
          row -> {
            long micros = row.getLong(1);
            if (!row.wasNull()) {
              newest.put(column, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
            }
          });
    }
    return newest;
  }

  private List<Path> quarantine(SourceObjects objects, Path out) {
    db.execute(
        what("prepare the quarantine of"),
        Sql.of(
            """
            CREATE TABLE source_objects (
              kafka_partition INTEGER, file_offset BIGINT, object VARCHAR)
            """));
    db.append(
        what("name the objects of"),
        "source_objects",
        objects.keys().entrySet(),
        (object, row) ->
            row.append(object.getKey().partition())
                .append(object.getKey().offset())
                .append(object.getValue()));
    return copy(what("quarantine rows of"), sql.quarantine(), out.resolve("quarantine"));
  }

  private List<Path> copy(String what, Sql query, Path folder) {
    Sql statement =
        Sql.of(
            """
            COPY ({query}) TO {folder}
            (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES {bytes}, RETURN_FILES true)
            """,
            Map.of(
                "query", query,
                "folder", Sql.file(folder),
                "bytes", Sql.number(table.targetBytes())));
    List<Object[]> files = db.query(what, statement, row -> (Object[]) row.getArray(2).getArray());
    return Arrays.stream(files.get(0)).map(path -> Path.of(path.toString())).sorted().toList();
  }

  private String what(String verb) {
    return verb + " table " + table.name();
  }
}
