package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.schema.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The places of fields in an object and in the objects inside it, by name. */
final class FieldTree {
  private final Map<String, FieldTree> children = new HashMap<>();
  private @Nullable Field field;

  static FieldTree of(Iterable<Field> fields) {
    FieldTree root = new FieldTree();
    for (Field field : fields) {
      root.add(field);
    }
    return root;
  }

  void add(Field added) {
    FieldTree node = this;
    for (String step : added.path().pointer().steps()) {
      node = node.children.computeIfAbsent(step, name -> new FieldTree());
    }
    node.field = added;
  }

  /** Returns the place of that name; null if no field is there. */
  @Nullable FieldTree child(String name) {
    return children.get(name);
  }

  /** The field whose value is here; null if fields are inside. */
  @Nullable Field field() {
    return field;
  }

  /** Returns the fields here and inside. */
  Stream<Field> all() {
    Stream<Field> own = field == null ? Stream.of() : Stream.of(field);
    return Stream.concat(own, children.values().stream().flatMap(FieldTree::all));
  }
}
