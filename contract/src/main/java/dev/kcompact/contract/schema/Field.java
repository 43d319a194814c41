package dev.kcompact.contract.schema;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * A named column, or a field of a struct.
 *
 * @param name of the column; also the member's name in the JSON unless {@code path} differs
 * @param type what its values are
 * @param required whether a record without it (or with null, unless {@code nullable}) is corrupt
 * @param nullable whether JSON null is a value of it; a field that is not required may always be
 *     null
 * @param constraints what its values must satisfy beyond their type; checked by the finalizer
 * @param path where its values are in the JSON
 * @param form what its values look like in the JSON
 */
public record Field(
    String name,
    ColumnType type,
    boolean required,
    boolean nullable,
    Constraints constraints,
    FieldPath path,
    ValueForm form) {
  public Field {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(constraints, "constraints is null");
    requireNonNull(path, "path is null");
    requireNonNull(form, "form is null");
    checkArgument(!name.isEmpty(), "name is empty");
  }

  /** A field that has its own name and its type's own form in the JSON. */
  public Field(
      String name, ColumnType type, boolean required, boolean nullable, Constraints constraints) {
    this(name, type, required, nullable, constraints, FieldPath.named(name), ValueForm.PLAIN);
  }
}
