package dev.kcompact.cli.inspect;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.FieldPath;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of unknown fields in {@code _rescued}. */
public final class RescuedNames {
  private RescuedNames() {}

  /**
   * Returns a name that has no content of records: keys of maps and indexes of arrays are {@code
   * *}.
   */
  public static String masked(TableSchema schema, String name) {
    FieldPath path;
    try {
      path = FieldPath.parse(name);
    } catch (IllegalArgumentException e) {
      return name;
    }
    List<String> steps = new ArrayList<>();
    ColumnType type = schema.root();
    for (String step : path.pointer().steps()) {
      boolean isKey = type instanceof MapType || type instanceof ArrayType;
      steps.add(isKey ? "*" : step);
      type = inside(type, step);
    }
    return new FieldPath(path.origin(), new Pointer(steps)).toString();
  }

  private static @Nullable ColumnType inside(@Nullable ColumnType type, String step) {
    if (type instanceof MapType map) {
      return map.value();
    }
    if (type instanceof ArrayType array) {
      return array.element();
    }
    if (type instanceof StructType struct) {
      for (Field field : struct.fields()) {
        if (field.path().pointer().steps().equals(List.of(step))) {
          return field.type();
        }
      }
    }
    return null;
  }
}
