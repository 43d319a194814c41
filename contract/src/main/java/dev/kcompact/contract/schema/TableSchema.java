package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data columns of a table, in the order of their declaration.
 *
 * @param root the record itself
 */
public record TableSchema(StructType root) {
  public TableSchema {
    for (Field field : root.fields()) {
      if (AddedColumn.isReserved(field.name())) {
        throw new IllegalArgumentException("column name is reserved by kcompact: " + field.name());
      }
    }
  }

  /** Returns this schema with a marker behind its columns. */
  public TableSchema with(MarkerColumn marker) {
    List<Field> fields = new ArrayList<>(columns());
    fields.add(marker.field());
    return new TableSchema(new StructType(fields));
  }

  /** Whether the schema has the marker. */
  public boolean has(MarkerColumn marker) {
    return column(marker.columnName()).isPresent();
  }

  public List<Field> columns() {
    return root.fields();
  }

  public Optional<Field> column(String name) {
    return root.fields().stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
