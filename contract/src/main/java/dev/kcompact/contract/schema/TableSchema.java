package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.StructType;
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

  public List<Field> columns() {
    return root.fields();
  }

  public Optional<Field> column(String name) {
    return root.fields().stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
