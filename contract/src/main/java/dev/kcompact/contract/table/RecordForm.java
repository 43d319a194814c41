package dev.kcompact.contract.table;

import static dev.kcompact.contract.Arguments.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.PairedObject;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.Pointer;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a table's records look like around their rows.
 *
 * @param dialect decides the default encodings
 * @param jsonText whether each record is a JSON string that holds the record
 * @param at where the row is in the record: the first that is present and not null; not empty
 * @param ignored parts of the record that are neither columns nor rescued
 * @param tombstones what becomes of a record without a row
 * @param keys whether the records' keys are in side objects, see {@link PairedObject#KEYS}
 * @param headers whether the records' headers are in side objects
 */
public record RecordForm(
    Dialect dialect,
    boolean jsonText,
    List<Pointer> at,
    List<Pointer> ignored,
    Tombstones tombstones,
    boolean keys,
    boolean headers) {
  /** What becomes of a record that is null, or whose row is. */
  public enum Tombstones {
    /** It is a corrupt row. */
    REJECT,
    /** It makes no row. */
    SKIP,
    /** It is a row of the columns outside the row's place, such as those of the key. */
    KEEP
  }

  /** Each record is a row. */
  public static final RecordForm PLAIN =
      new RecordForm(
          Dialect.PLAIN, false, List.of(Pointer.ROOT), List.of(), Tombstones.REJECT, false, false);

  public RecordForm {
    requireNonNull(dialect, "dialect is null");
    requireNonNull(tombstones, "tombstones is null");
    at = List.copyOf(at);
    ignored = List.copyOf(ignored);
    checkArgument(!at.isEmpty(), "at is empty");
    checkArgument(
        at.size() == 1 || !at.contains(Pointer.ROOT), "at has the record itself among others");
  }

  /** Returns the kinds of side objects whose records are read beside those of a raw object. */
  public List<PairedObject> paired() {
    return Stream.of(PairedObject.values())
        .filter(kind -> kind == PairedObject.KEYS ? keys : headers)
        .toList();
  }

  /** Whether the row is a part of the record. */
  public boolean isEnvelope() {
    return !at.contains(Pointer.ROOT);
  }
}
