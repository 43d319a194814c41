package dev.kcompact.contract.schema;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * A named column, or a field of a struct.
 *
 * @param name exactly as in the JSON
 * @param type what its values are
 * @param required whether a record without it (or with null, unless {@code nullable}) is corrupt
 * @param nullable whether JSON null is a value of it; a field that is not required may always be
 *     null
 * @param constraints what its values must satisfy beyond their type; checked by the finalizer
 */
public record Field(
    String name, ColumnType type, boolean required, boolean nullable, Constraints constraints) {
  public Field {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(constraints, "constraints is null");
    checkArgument(!name.isEmpty(), "name is empty");
  }
}
