package dev.kcompact.cli.audit;

import dev.kcompact.cli.audit.CompactedLake.LakeFile;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.FileLineage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.naming.ExcludedObjects;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares every raw object with the lineage of the committed files, by table, with all of them in
 * memory: for lakes of the test bed. {@link LakeAudit} is the one of the command.
 */
public final class Audit {
  private final ObjectStore source;
  private final CompactedLake lake;
  private final TableCatalog catalog;

  public Audit(ObjectStore source, CompactedLake lake, TableCatalog catalog) {
    this.source = source;
    this.lake = lake;
    this.catalog = catalog;
  }

  /**
   * The raw objects and committed files of one table.
   *
   * @param raw its raw objects, including those removed by a clean-up
   * @param cleaned number of raw objects removed by a clean-up
   * @param excluded numbers of objects that the definition leaves out of the rows
   */
  public record TableAudit(
      List<SourceObject> raw,
      List<LakeFile> files,
      Coverage coverage,
      long cleaned,
      ExcludedObjects excluded) {
    public TableAudit {
      raw = List.copyOf(raw);
      files = List.copyOf(files);
    }
  }

  /** Audits one day, or all days for null; the result is sorted by table name. */
  public Map<String, TableAudit> run(@Nullable LocalDate day) {
    Map<String, TableAudit> audits = new TreeMap<>();
    for (BaseTable table : catalog.baseTables()) {
      audits.put(table.name(), audit(table, day));
    }
    return audits;
  }

  /** Compacted objects are compared too if the definition leaves them out by now. */
  private TableAudit audit(BaseTable table, @Nullable LocalDate day) {
    List<Listed> listed =
        source.list(table.prefix()).stream().filter(each -> isOf(table, each, day)).toList();
    String directory =
        day == null
            ? LakeLayout.COMPACTED + table.name() + "/"
            : LakeLayout.compacted(table.name(), day);
    List<LakeFile> files = lake.files(directory);
    List<FileLineage> lineage = files.stream().map(LakeFile::lineage).toList();
    Set<String> compacted = FileLineage.keys(lineage);
    List<SourceObject> there =
        listed.stream()
            .map(Listed::object)
            .filter(object -> table.owns(object.key()) || compacted.contains(object.key()))
            .toList();
    List<SourceObject> raw = withCleaned(there, table, day);
    return new TableAudit(
        raw,
        files,
        Coverage.of(raw, lineage),
        raw.size() - there.size(),
        day == null
            ? excluded(table, listed).plus(excluded(table, tombstonesBeside(table)))
            : excluded(table, listed));
  }

  private List<Listed> tombstonesBeside(BaseTable table) {
    String folder = table.objects().tombstonesBeside();
    return folder.startsWith(table.prefix()) ? List.of() : source.list(folder);
  }

  private static ExcludedObjects excluded(BaseTable table, List<Listed> listed) {
    return ExcludedObjects.of(
        listed.stream().map(each -> table.kindOf(each.object().key())).toList());
  }

  private List<SourceObject> withCleaned(
      List<SourceObject> there, BaseTable table, @Nullable LocalDate day) {
    Map<String, SourceObject> all = new TreeMap<>();
    new CleanedObjects(lake.store())
        .of(table.name(), day)
        .forEach(object -> all.put(object.key(), object));
    there.forEach(object -> all.put(object.key(), object));
    return List.copyOf(all.values());
  }

  private static boolean isOf(BaseTable table, Listed listed, @Nullable LocalDate day) {
    return day == null
        || table.compactedDay(listed.object().key(), listed.lastModified()).equals(day);
  }
}
