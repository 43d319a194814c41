package dev.kcompact.contract.table;

import dev.kcompact.contract.schema.ColumnPath;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a definition names as a plain value of a row: a column, or a field inside one by its
 * JSON pointer.
 *
 * @param schemaFile file of the columns
 * @param problem takes a place and what is wrong there
 */
record ColumnNames(TableSchema schema, String schemaFile, BiConsumer<String, String> problem) {
  /** Returns the names in the form of {@link ColumnPath#toString}. */
  List<String> read(Iterable<String> names, String place) {
    List<String> read = new ArrayList<>();
    int index = 0;
    for (String name : names) {
      String at = place + "/" + index++;
      String column = read(name, at);
      if (read.contains(column)) {
        problem.accept(at, "is " + name + ", as another one; expected each once");
      }
      read.add(column);
    }
    return read;
  }

  /** Returns the name in the form of {@link ColumnPath#toString}; as it is if it has a problem. */
  String read(String name, String place) {
    try {
      ColumnPath path = ColumnPath.parse(name);
      String wrong = whatIsWrong(path);
      if (wrong != null) {
        problem.accept(place, "is " + name + wrong);
      }
      return path.toString();
    } catch (IllegalArgumentException e) {
      problem.accept(place, String.valueOf(e.getMessage()));
      return name;
    }
  }

  /** Returns the type of a column or field; null if there is none. */
  @Nullable ColumnType type(String name) {
    try {
      return schema.column(name).map(Field::type).orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Reads a name as {@link #read(String, String)} does, of a value with one of these types.
   *
   * @param expected what the types are
   */
  String read(@Nullable String name, String place, Set<Scalar> types, String expected) {
    String column = name == null ? "" : read(name, place);
    ColumnType type = type(column);
    boolean isPlain = type instanceof Scalar || type instanceof DecimalType;
    if (name == null || isPlain && !types.contains(type)) {
      problem.accept(place, "is " + column + "; expected " + expected);
    }
    return column;
  }

  private @Nullable String whatIsWrong(ColumnPath path) {
    for (int steps = 1; steps <= path.steps().size(); steps++) {
      ColumnPath outer = new ColumnPath(path.steps().subList(0, steps));
      ColumnType type = schema.column(outer.toString()).map(Field::type).orElse(null);
      boolean isPlain = type instanceof Scalar || type instanceof DecimalType;
      if (type == null) {
        return "; expected a plain column of "
            + schemaFile
            + ", or the JSON pointer of a field in one, such as /address/id";
      }
      if (steps < path.steps().size() && !(type instanceof ColumnType.StructType)) {
        return ", which leads through %s, %s; expected fields of objects with properties only"
            .formatted(outer, isPlain ? "a plain value" : kind(type));
      }
      if (steps == path.steps().size() && !isPlain) {
        return ", which has parts; expected a plain column, or a field by its JSON pointer";
      }
    }
    return null;
  }

  private static String kind(ColumnType type) {
    return type instanceof MapType ? "a map" : "an array";
  }
}
