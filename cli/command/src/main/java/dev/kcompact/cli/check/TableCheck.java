package dev.kcompact.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.check.ObjectReads.ReadObject;
import dev.kcompact.cli.check.Places.Place;
import dev.kcompact.cli.check.TableResult.RuleResult;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.run.documents.TableResult.BrokenRule;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.decode.columns.Row;
import dev.kcompact.job.decode.framing.ObjectDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decodes objects of one table as the job does, and checks the rows as the finalizer does. */
final class TableCheck {
  /** Rows that are checked together, unless those of a day must be. */
  private static final long ROWS_TOGETHER = 200_000;

  /** Reasons beyond this number, as with the indexes of a long array, are counted together. */
  private static final int MAX_REASONS = 1000;

  private static final String OTHER_REASONS = "(other reasons)";

  private final ObjectStore source;
  private final BaseTable table;
  private final Path folder;
  private final boolean isShown;
  private final DecodeLimits limits = DecodeLimits.DEFAULTS;
  private final ObjectDecoder decoder;
  private final RuleCheck ruleCheck;
  private final UnknownFields unknown;
  private final NameFindings names;
  private final ShownRecords shown;
  private final Map<String, Places> corrupt = new TreeMap<>();
  private final Map<String, RuleResult> rules = new LinkedHashMap<>();
  private final List<String> group = new ArrayList<>();
  private long bytes;
  private long records;
  private long invalid;
  private long goodOfGroup;

  /**
   * @param folder for temporary files
   * @param isShown whether the first places have the texts of their records
   */
  TableCheck(ObjectStore source, BaseTable table, Path folder, boolean isShown) {
    this.source = source;
    this.table = table;
    this.folder = folder;
    this.isShown = isShown;
    decoder = new ObjectDecoder(table, limits);
    ruleCheck = new RuleCheck(table);
    unknown = new UnknownFields(table.schema());
    names = new NameFindings(table);
    shown = new ShownRecords(source, table, limits);
  }

  /**
   * Checks objects.
   *
   * @param listing all objects that were listed
   * @param chosen those that are read
   */
  TableResult check(
      ObjectListing listing,
      List<Listed> chosen,
      Map<ObjectKind, Long> excluded,
      Console.Task progress)
      throws InterruptedException {
    listing.objects().forEach(each -> names.listed(each.object().key(), each.lastModified()));
    List<Listed> inOrder = chosen;
    if (ruleCheck.isByDay()) {
      inOrder =
          chosen.stream()
              .sorted(Comparator.comparing(this::dayOf).thenComparing(each -> each.object().key()))
              .toList();
    }
    readAll(inOrder, progress);
    return new TableResult(
        table.name(),
        listing.objects().size(),
        listing.isComplete(),
        chosen.size(),
        bytes,
        records,
        corrupt,
        invalid,
        rules.values().stream().toList(),
        ruleCheck.unchecked(),
        unknown.counts(),
        names.found(),
        excluded);
  }

  private LocalDate dayOf(Listed listed) {
    return table.compactedDay(listed.object().key(), listed.lastModified());
  }

  private void readAll(List<Listed> objects, Console.Task progress) throws InterruptedException {
    int done = 0;
    try (ObjectReads reads =
        new ObjectReads(source, objects, table.record().paired(), limits.maxObjectBytes())) {
      while (done < objects.size()) {
        LocalDate day = dayOf(objects.get(done));
        done = readGroup(objects, done, day, reads, progress);
      }
    }
  }

  /** Reads objects whose rows are checked together; returns the index after the last one. */
  private int readGroup(
      List<Listed> objects, int from, LocalDate day, ObjectReads reads, Console.Task progress)
      throws InterruptedException {
    Path rows = temporary("rows");
    group.clear();
    goodOfGroup = 0;
    int next = from;
    List<Path> written;
    try (DuckDb db = RuleCheck.open(folder.resolve("spill"));
        RowFiles files = new RowFiles(table, rows, db)) {
      while (next < objects.size() && belongs(objects.get(next), day)) {
        read(reads.next().orElseThrow(), files);
        progress.doneTo(++next);
      }
      written = files.finish();
    }
    if (!written.isEmpty()) {
      add(ruleCheck.check(day, written, group, folder.resolve("spill")));
    }
    remove(rows);
    return next;
  }

  private boolean belongs(Listed listed, LocalDate day) {
    return ruleCheck.isByDay() ? dayOf(listed).equals(day) : goodOfGroup < ROWS_TOGETHER;
  }

  private void read(ReadObject object, RowFiles files) {
    String key = object.listed().object().key();
    group.add(key);
    bytes += object.content().length;
    try {
      int rows = decoder.decode(key, object.content(), object.sides(), row -> add(key, row, files));
      records += rows;
      names.read(key, rows);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CommandException("Failed to decode object: " + source.root() + key, e);
    }
  }

  private void add(String key, Row row, RowFiles files) {
    if (row.isCorrupt()) {
      String reason = row.corruptReason();
      boolean isKnown = corrupt.size() < MAX_REASONS || corrupt.containsKey(reason);
      Places places =
          corrupt.computeIfAbsent(isKnown ? reason : OTHER_REASONS, each -> new Places());
      boolean isKept = isShown && places.isOpen();
      places.add(
          new Place(key + "#" + row.line(), isKept ? new String(row.corruptText(), UTF_8) : null));
      return;
    }
    goodOfGroup++;
    unknown.add(row.rescued());
    files.add(row, key);
  }

  private void add(ProcessedBucket checked) {
    invalid += checked.invalid();
    for (BrokenRule broken : checked.rules()) {
      RuleResult result =
          rules.computeIfAbsent(
              broken.rule(), name -> new RuleResult(name, broken.severity(), new Places()));
      result.rows().addCount(broken.rows() - broken.samples().size());
      for (String sample : broken.samples()) {
        boolean isKept = isShown && result.rows().isOpen();
        result.rows().add(new Place(sample, isKept ? shown.record(sample) : null));
      }
    }
  }

  private Path temporary(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new CommandException("Failed to create the folder: " + folder.resolve(name), e);
    }
  }

  private static void remove(Path rows) {
    try {
      Directories.delete(rows);
    } catch (IOException e) {
      throw new CommandException("Failed to delete the temporary files: " + rows, e);
    }
  }
}
