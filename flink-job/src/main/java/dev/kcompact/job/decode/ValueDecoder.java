package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one column from tokens. The decoders of a table form a tree that mirrors its
 * schema; a value's JSON pointer is told by the way up from its decoder.
 */
abstract class ValueDecoder {
  private final @Nullable ValueDecoder parent;
  private final String name;

  /**
   * @param parent null for the record itself
   * @param name of a struct's field; empty for elements and for the record itself
   */
  ValueDecoder(@Nullable ValueDecoder parent, String name) {
    this.parent = parent;
    this.name = name;
  }

  static ValueDecoder of(
      ColumnType type, @Nullable ValueDecoder parent, String name, RecordScope scope) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case INTEGER -> new IntegerDecoder(parent, name, scope);
        case NUMBER -> new DoubleDecoder(parent, name, scope);
        case BOOLEAN -> new BooleanDecoder(parent, name, scope);
        case DATE, TIMESTAMP -> new TimeDecoder(parent, name, scope, scalar);
        case STRING -> new StringDecoder(parent, name, scope);
        case UUID -> new UuidDecoder(parent, name, scope);
        case JSON -> new JsonDecoder(parent, name, scope);
      };
    }
    if (type instanceof DecimalType decimal) {
      return new DecimalDecoder(parent, name, scope, decimal);
    }
    if (type instanceof ArrayType array) {
      return new ListDecoder(parent, name, scope, array.element());
    }
    if (type instanceof MapType map) {
      return new MapDecoder(parent, name, scope, map.value());
    }
    return new StructDecoder(parent, name, scope, (StructType) type);
  }

  abstract ColumnValues values();

  /**
   * Adds the value that begins with {@code token}, and leaves the source at its last token.
   *
   * @param token not {@link Token#NULL}
   */
  abstract void decode(Token token) throws MalformedJsonException, CorruptRecordException;

  final CorruptRecordException corrupt(CorruptReason reason) {
    return new CorruptRecordException(reason, pointer(false));
  }

  /**
   * Pointer to the value that is being read.
   *
   * @param revealing whether a map's keys, which are record contents, show; else each is a {@code
   *     *}
   */
  final String pointer(boolean revealing) {
    StringBuilder pointer = new StringBuilder();
    appendPointer(pointer, revealing);
    return pointer.toString();
  }

  private void appendPointer(StringBuilder pointer, boolean revealing) {
    if (parent != null) {
      parent.appendPointer(pointer, revealing);
      parent.appendStep(pointer, revealing, name);
    }
  }

  /** Appends the step from this value to the part of it that is being read. */
  void appendStep(StringBuilder pointer, boolean revealing, String child) {
    pointer.append('/').append(child);
  }
}
