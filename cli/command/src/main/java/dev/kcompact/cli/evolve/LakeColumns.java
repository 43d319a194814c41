package dev.kcompact.cli.evolve;

import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Constraint.OneOf;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a few columns of committed files: of S3 these alone, of a folder in place. */
final class LakeColumns {
  private static final long DUCKDB_BYTES = 128L << 20;
  private static final Set<String> ALWAYS =
      Set.of(AddedColumn.RESCUED.columnName(), AddedColumn.CORRUPT_REASON.columnName());

  private static final String RECORD = AddedColumn.CORRUPT_RECORD.columnName();

  private final ObjectStore lake;
  private final Path folder;
  private final @Nullable LocalDate day;
  private final boolean withValues;
  private long bytes;
  private int copies;

  /**
   * @param folder for temporary files
   * @param day of the files; null for all days
   * @param withValues whether the columns with enums are read
   */
  LakeColumns(ObjectStore lake, Path folder, @Nullable LocalDate day, boolean withValues) {
    this.lake = lake;
    this.folder = folder;
    this.day = day;
    this.withValues = withValues;
  }

  /** Number of bytes that were read of files on S3. */
  long bytes() {
    return bytes;
  }

  /** Reads the files of a table. */
  TableEvidence read(BaseTable table, Console console) {
    String directory =
        day == null
            ? LakeLayout.COMPACTED + table.name() + "/"
            : LakeLayout.compacted(table.name(), day);
    List<SourceObject> files =
        lake.list(directory).stream()
            .map(Listed::object)
            .filter(file -> LakeLayout.compactedFile(file.key()).isPresent())
            .toList();
    TableEvidence evidence = new TableEvidence(table);
    if (files.isEmpty()) {
      return evidence;
    }
    try (Console.Task task = console.task("Reading " + table.name(), "files", files.size());
        DuckDb db = DuckDb.open(DUCKDB_BYTES, 1, folder.resolve("spill"))) {
      long done = 0;
      for (SourceObject file : files) {
        read(table, file, evidence, db);
        task.doneTo(++done);
      }
    }
    return evidence;
  }

  private void read(BaseTable table, SourceObject file, TableEvidence evidence, DuckDb db) {
    List<String> enums = withValues ? enums(table) : List.of();
    Set<String> wanted = new TreeSet<>(ALWAYS);
    wanted.addAll(enums);
    LocalDate fileDay = LakeLayout.compactedFile(file.key()).orElseThrow().day();
    try (LocalColumns local = local(file, wanted)) {
      Set<String> present = columns(db, local.path());
      boolean hasNumbers =
          present.containsAll(ALWAYS) && evidence.add(db, local.path(), file.key(), fileDay);
      enums.stream()
          .filter(present::contains)
          .forEach(column -> evidence.addValues(db, local.path(), column));
      if (hasNumbers && present.contains(RECORD)) {
        addNumbers(file, evidence, db);
      }
    }
  }

  private void addNumbers(SourceObject file, TableEvidence evidence, DuckDb db) {
    Set<String> wanted = Set.of(AddedColumn.CORRUPT_REASON.columnName(), RECORD);
    try (LocalColumns local = local(file, wanted)) {
      evidence.addNumbers(db, local.path());
    }
  }

  /** A file with the columns; a temporary one is deleted. */
  private record LocalColumns(Path path, boolean isTemporary) implements AutoCloseable {
    @Override
    public void close() {
      if (isTemporary) {
        delete(path);
      }
    }
  }

  private static List<String> enums(BaseTable table) {
    return table.schema().columns().stream()
        .filter(column -> column.type() == Scalar.STRING)
        .filter(column -> column.constraints().all().stream().anyMatch(OneOf.class::isInstance))
        .map(Field::name)
        .toList();
  }

  private LocalColumns local(SourceObject file, Set<String> wanted) {
    if (!lake.root().isS3()) {
      return new LocalColumns(lake.root().resolve(file.key()).toPath(), false);
    }
    // Names are not used again, because DuckDB may keep what it read of one.
    Path local = folder.resolve("columns-" + copies++ + ".parquet");
    bytes += new ColumnFile(lake, file, local).read(wanted);
    return new LocalColumns(local, true);
  }

  private static Set<String> columns(DuckDb db, Path file) {
    return db
        .describe(
            "read the columns of compacted files",
            Sql.of("SELECT * FROM read_parquet({file})", Map.of("file", Sql.file(file))))
        .stream()
        .map(DuckDb.Column::name)
        .collect(Collectors.toSet());
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new CommandException("Failed to delete the temporary file: " + file, e);
    }
  }
}
