package dev.kcompact.cli.check;

import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.contract.table.QualityRule;
import dev.kcompact.contract.table.QualityRule.Predicate;
import dev.kcompact.contract.table.QualityRule.Unique;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.finalize.lift.InputRows;
import dev.kcompact.finalizer.finalize.lift.OwnDay;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor;
import dev.kcompact.finalizer.finalize.sql.BucketProcessor.ObjectPosition;
import dev.kcompact.finalizer.finalize.sql.ProcessedBucket;
import dev.kcompact.finalizer.run.documents.HashBucket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks rows with the finalizer's rules for a table, as far as single objects tell. */
final class RuleCheck {
  private static final long DUCKDB_BYTES = 128L << 20;

  private final BaseTable table;
  private final BaseTable checked;

  RuleCheck(BaseTable table) {
    this.table = table;
    this.checked = table.withRules(table.rules().stream().filter(RuleCheck::isOfRows).toList());
  }

  private static boolean isOfRows(QualityRule rule) {
    return rule instanceof Predicate || rule instanceof Unique;
  }

  /** Returns the rules that need another table or a complete day, each with the reason. */
  List<String> unchecked() {
    return table.rules().stream()
        .filter(rule -> !isOfRows(rule))
        .map(
            rule ->
                rule instanceof QualityRule.Reference reference
                    ? rule.name() + " (needs the rows of table " + reference.table() + ")"
                    : rule.name() + " (needs the complete day)")
        .toList();
  }

  /** Whether rows of one day have to be checked together. */
  boolean isByDay() {
    return table.day() instanceof DayRule.FromField
        || table.rules().stream().anyMatch(Unique.class::isInstance);
  }

  /**
   * Checks rows; nothing is written but DuckDB's temporary files.
   *
   * @param day of the objects
   * @param files of {@link RowFiles}; at least one
   * @param keys of the raw objects
   */
  ProcessedBucket check(LocalDate day, List<Path> files, Collection<String> keys, Path spill) {
    try (DuckDb db = open(spill)) {
      InputRows all = InputRows.read(db, checked, files);
      InputRows rows =
          OwnDay.of(checked, day, Collections.nCopies(files.size(), day))
              .map(all::ofObjects)
              .orElse(all);
      return new BucketProcessor(db, checked, checked.order(), rows)
          .check(new HashBucket(checked.name(), 0, 1), () -> positions(keys));
    }
  }

  static DuckDb open(Path spill) {
    return DuckDb.open(DUCKDB_BYTES, 1, spill);
  }

  private Map<ObjectPosition, String> positions(Collection<String> keys) {
    Map<ObjectPosition, String> positions = new HashMap<>();
    for (String key : keys) {
      table.nameOf(key).ifPresent(name -> positions.put(position(name), key));
    }
    return positions;
  }

  private static ObjectPosition position(ObjectName name) {
    return new ObjectPosition(name.partition(), name.startOffset());
  }
}
