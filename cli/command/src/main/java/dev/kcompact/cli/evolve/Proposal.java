package dev.kcompact.cli.evolve;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A change of a table's schema, or why there is none.
 *
 * @param place pointer to the field in the record
 * @param text what changes, with the evidence; has no content of records
 * @param edit makes the change; null where a person has to decide
 */
record Proposal(String place, String text, @Nullable Edit edit) {
  /** Changes the text of a schema. */
  @FunctionalInterface
  interface Edit {
    void apply(SchemaText schema);
  }

  Proposal {
    requireNonNull(place, "place is null");
    requireNonNull(text, "text is null");
  }
}
