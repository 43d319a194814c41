package dev.kcompact.cli.evolve;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.Pointer;
import dev.kcompact.contract.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the places of a JSON Schema that describe fields of records. */
record SchemaPlaces(TableSchema schema) {
  /**
   * The schema of a struct, or of the row.
   *
   * @param pointer into the schema
   * @param struct the type that it describes
   */
  record Place(Pointer pointer, StructType struct) {
    Pointer properties() {
      return pointer.append(new Pointer(List.of("properties")));
    }

    /** Returns the pointer to a field's own schema. */
    Pointer of(Field field) {
      return properties().append(new Pointer(List.of(field.name())));
    }
  }

  /** A field, and the struct that has it. */
  record Found(Place struct, Field field) {}

  /** Returns the struct that steps from the row lead to; empty if they lead to none. */
  Optional<Place> struct(List<String> steps) {
    List<String> pointer = new ArrayList<>();
    ColumnType type = schema.root();
    for (String step : steps) {
      if (type instanceof StructType struct) {
        Field field = named(struct, step).orElse(null);
        if (field == null) {
          return Optional.empty();
        }
        pointer.addAll(List.of("properties", field.name()));
        type = field.type();
      } else if (type instanceof ArrayType array) {
        pointer.add("items");
        type = array.element();
      } else if (type instanceof MapType map) {
        pointer.add("additionalProperties");
        type = map.value();
      } else {
        return Optional.empty();
      }
    }
    return type instanceof StructType struct
        ? Optional.of(new Place(new Pointer(pointer), struct))
        : Optional.empty();
  }

  /** Returns the field that steps from the row lead to. */
  Optional<Found> field(List<String> steps) {
    return steps.isEmpty()
        ? Optional.empty()
        : struct(steps.subList(0, steps.size() - 1))
            .flatMap(
                place ->
                    named(place.struct(), steps.get(steps.size() - 1))
                        .map(field -> new Found(place, field)));
  }

  private static Optional<Field> named(StructType struct, String step) {
    return struct.fields().stream()
        .filter(field -> field.path().pointer().steps().equals(List.of(step)))
        .findFirst();
  }
}
