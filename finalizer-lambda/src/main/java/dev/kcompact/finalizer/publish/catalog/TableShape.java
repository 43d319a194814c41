package dev.kcompact.finalizer.publish.catalog;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.contract.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Location and columns of a catalog table, without the partition column. */
public record TableShape(String location, List<Column> columns) {
  public record Column(String name, String type) {
    public Column {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
    }
  }

  public TableShape {
    requireNonNull(location, "location is null");
    columns = List.copyOf(columns);
  }

  /** Returns the shape that a definition declares; the catalog keeps names in lower case. */
  public static TableShape of(TableDefinition table, String location) {
    return new TableShape(
        location,
        table.processedColumns().stream()
            .map(
                field ->
                    new Column(field.name().toLowerCase(Locale.ROOT), TypeNames.glue(field.type())))
            .toList());
  }

  public sealed interface Evolution {
    record Same() implements Evolution {}

    record Changed(TableShape shape) implements Evolution {}

    /** Older partitions could not be read. */
    record Incompatible(List<String> differences) implements Evolution {
      public Incompatible {
        differences = List.copyOf(differences);
      }
    }
  }

  /** Evolves this shape to {@code declared}; keeps undeclared columns. */
  public Evolution towards(TableShape declared) {
    List<String> differences = new ArrayList<>();
    List<Column> merged = new ArrayList<>();
    for (Column column : columns) {
      Optional<Column> next = declared.column(column.name());
      HiveType type = HiveType.parse(column.type());
      merged.add(
          next.isEmpty()
              ? column
              : new Column(
                  column.name(),
                  type.towards(HiveType.parse(next.get().type()), column.name(), differences)
                      .text()));
    }
    for (Column column : declared.columns()) {
      if (column(column.name()).isEmpty()) {
        merged.add(column);
      }
    }
    if (!differences.isEmpty()) {
      return new Evolution.Incompatible(differences);
    }
    return merged.equals(columns)
        ? new Evolution.Same()
        : new Evolution.Changed(new TableShape(location, merged));
  }

  private Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
