package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.TableDay;
import dev.kcompact.testbed.sample.TableDay.SampleObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks, while objects of a sample day are still arriving, which (object, line) the committed
 * files contain, and whether once and with the correct values. Each committed file is read once,
 * because it is immutable. Not thread-safe.
 */
public final class RowOracle implements AutoCloseable {
  private static final int SHOWN = 20;

  private final SampleDay day;
  private final LakeFiles lake;
  private final DuckDb duckDb;
  private final List<CompactedCheck> tables = new ArrayList<>();
  private final Set<String> read = new HashSet<>();

  /**
   * @param conf the folder with the sample's table definitions and schemas
   * @param scratch an existing folder with space for the largest file of the lake
   */
  public RowOracle(SampleDay day, Path conf, LakeFiles lake, Path scratch) throws IOException {
    this.day = day;
    this.lake = lake;
    ExpectedDay expected = ExpectedDay.of(day, conf);
    for (TableDay table : day.tables()) {
      tables.add(new CompactedCheck(expected.table(table.table()), table));
    }
    this.duckDb = new DuckDb(lake, scratch);
  }

  /**
   * The current result, in numbers of records.
   *
   * @param in records of the objects written so far
   * @param lost records that are in no row
   * @param duplicated rows whose record is also in another row
   * @param wrong rows that differ from their record
   * @param first some of the differences
   */
  public record Result(long in, long lost, long duplicated, long wrong, List<Difference> first) {
    public Result {
      first = List.copyOf(first);
    }

    public boolean holds() {
      return lost == 0 && duplicated == 0 && wrong == 0;
    }
  }

  /** Reads the files that were committed since the last call. */
  public void readNew() throws IOException {
    for (CompactedCheck table : tables) {
      for (StoredFile file : lake.parquet(table.directory(day.spec().date()))) {
        if (read.add(file.key())) {
          table.read(duckDb, file);
        }
      }
    }
  }

  /** Compares the rows with the written objects, whose numbers are given by table. */
  public Result result(Map<String, BitSet> put) {
    long in = 0;
    long lost = 0;
    long duplicated = 0;
    long wrong = 0;
    List<Difference> first = new ArrayList<>();
    for (CompactedCheck table : tables) {
      BitSet objects = put.getOrDefault(table.day().table(), new BitSet());
      DifferenceCollector differences = table.differences();
      in += records(table.day(), objects);
      lost += lost(table, objects, first);
      long twice = differences.count(Kind.DUPLICATED);
      duplicated += twice;
      wrong += differences.differences() - twice;
      first.addAll(differences.first());
    }
    return new Result(in, lost, duplicated, wrong, first.subList(0, Math.min(SHOWN, first.size())));
  }

  private static long records(TableDay table, BitSet objects) {
    return objects.stream().mapToLong(index -> table.object(index).records()).sum();
  }

  private static long lost(CompactedCheck table, BitSet objects, List<Difference> first) {
    long lost = 0;
    for (int index = objects.nextSetBit(0); index >= 0; index = objects.nextSetBit(index + 1)) {
      SampleObject object = table.day().object(index);
      long end = object.firstRecord() + object.records();
      for (long record = table.nextMissing(object.firstRecord());
          record < end;
          record = table.nextMissing(record + 1)) {
        if (lost++ == 0) {
          first.add(new Difference(Kind.MISSING, table.day().key(record), ""));
        }
      }
    }
    return lost;
  }

  @Override
  public void close() throws IOException {
    duckDb.close();
  }
}
