package dev.kcompact.job.write;

import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.ColumnPath;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.BaseTable;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Columns whose values probably repeat according to their type: strings, integers and dates except
 * identifiers. Measures and timestamps seldom repeat. {@link LearnedDictionaries} then excludes
 * columns whose dictionary did not pay off.
 */
final class DeclaredDictionaries {
  private static final Set<AddedColumn> REPEATING =
      EnumSet.of(
          AddedColumn.PARTITION,
          AddedColumn.LINE,
          AddedColumn.SOURCE_KEY,
          AddedColumn.CORRUPT_REASON);

  private final Set<String> columns = new TreeSet<>();

  private DeclaredDictionaries(BaseTable table) {
    for (Field field : table.schema().columns()) {
      add(field.name(), field.name(), field.type());
    }
    table.key().forEach(key -> columns.remove(ColumnPath.parse(key).dotted()));
    REPEATING.forEach(column -> columns.add(column.columnName()));
  }

  /** Returns the paths of leaf columns that get a dictionary, joined by dots. */
  static Set<String> of(BaseTable table) {
    return Set.copyOf(new DeclaredDictionaries(table).columns);
  }

  private void add(String path, String name, ColumnType type) {
    if (type instanceof StructType struct) {
      for (Field field : struct.fields()) {
        add(path + "." + field.name(), field.name(), field.type());
      }
    } else if (type instanceof ArrayType array) {
      add(path + ".list.element", name, array.element());
    } else if (type instanceof MapType map) {
      columns.add(path + ".key_value.key");
      add(path + ".key_value.value", name, map.value());
    } else if (repeats(type) && !isIdentifier(name)) {
      columns.add(path);
    }
  }

  private static boolean repeats(ColumnType type) {
    return type == Scalar.STRING || type == Scalar.INTEGER || type == Scalar.DATE;
  }

  private static boolean isIdentifier(String name) {
    return name.equals("id") || name.endsWith("_id");
  }
}
