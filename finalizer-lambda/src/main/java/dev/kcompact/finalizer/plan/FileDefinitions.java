package dev.kcompact.finalizer.plan;

import dev.kcompact.contract.schema.ExactConversion;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionStamp;
import dev.kcompact.contract.table.DefinitionStamp.Column;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.plan.DayInventory.CompactedFile;
import dev.kcompact.finalizer.run.documents.PlanDocument.OtherDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the definitions that compacted files were made with to the definition of the run. A
 * column whose values the declared type does not hold exactly is refused: Finalize would convert
 * them by guess, or fail. Every other difference is only reported.
 */
final class FileDefinitions {
  private final String table;
  private final DefinitionStamp now;
  private final Set<String> changes = new LinkedHashSet<>();
  private final Set<String> conflicts = new LinkedHashSet<>();
  private final List<String> others = new ArrayList<>();

  private FileDefinitions(BaseTable table) {
    this.table = table.name();
    this.now = DefinitionStamp.of(table);
  }

  /**
   * Returns the differences; empty if there are none, or no file says what it was made with.
   *
   * @throws NonRetryableException if a column has another type that cannot be converted exactly
   */
  static Optional<OtherDefinition> compare(
      BaseTable table, LocalDate day, List<CompactedFile> files) {
    FileDefinitions definitions = new FileDefinitions(table);
    files.forEach(definitions::add);
    return definitions.result(day);
  }

  private void add(CompactedFile file) {
    DefinitionStamp then = file.definition().orElse(now);
    if (then.equals(now)) {
      return;
    }
    others.add(file.file().object().key());
    if (!then.record().equals(now.record())) {
      changes.add("records were read otherwise");
    }
    then.columns()
        .forEach(
            (name, column) -> {
              Column declared = now.columns().get(name);
              if (declared == null) {
                changes.add(name + " is not declared any more");
              } else if (!column.equals(declared)) {
                compare(name, column, declared);
              }
            });
    now.columns().keySet().stream()
        .filter(name -> !then.columns().containsKey(name))
        .forEach(name -> changes.add(name + " was not declared"));
  }

  private void compare(String name, Column then, Column declared) {
    if (then.type().equals(declared.type())) {
      changes.add(name + " was read otherwise");
      return;
    }
    String change = "%s was %s, is %s".formatted(name, then.typeText(), declared.typeText());
    changes.add(change);
    if (!ExactConversion.exists(then.type(), declared.type())) {
      conflicts.add(change);
    }
  }

  private Optional<OtherDefinition> result(LocalDate day) {
    if (others.isEmpty()) {
      return Optional.empty();
    }
    OtherDefinition other = new OtherDefinition(others.size(), others.get(0), List.copyOf(changes));
    if (!conflicts.isEmpty()) {
      throw new NonRetryableException(
          "Table %s of %s cannot be finalized, since the values of its files do not convert exactly:"
                  .formatted(table, day)
              + " %s; %s; restore the definition, or, while the raw objects exist, move the files"
                  .formatted(String.join(", ", conflicts), other)
              + " out of compacted/, then their objects are compacted again");
    }
    return Optional.of(other);
  }
}
