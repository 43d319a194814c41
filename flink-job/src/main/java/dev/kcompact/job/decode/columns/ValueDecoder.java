package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.ValueForm;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one column from tokens. The decoders of a table form a tree that mirrors its
 * schema; a value's JSON pointer is the path from the root to its decoder.
 */
abstract class ValueDecoder {
  private final @Nullable ValueDecoder parent;
  private final String name;
  final RecordContext context;

  /**
   * @param parent null for the record itself
   * @param name of the struct's field; empty for elements and for the record itself
   */
  ValueDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
    this.parent = parent;
    this.name = name;
    this.context = context;
  }

  /** A decoder of values of a type that are written in a form. */
  static ValueDecoder of(
      ColumnType type,
      ValueForm form,
      @Nullable ValueDecoder parent,
      String name,
      RecordContext context) {
    ValueDecoder decoder = EncodedDecoders.of(type, form.encoding(), parent, name, context);
    if (!form.nulls().isEmpty()) {
      decoder = new NullValueDecoder(decoder, parent, name, context, form.nulls());
    }
    return context.hasUnavailable()
        ? new UnavailableDecoder(decoder, parent, name, context)
        : decoder;
  }

  /** A decoder of values in their type's own JSON form. */
  static ValueDecoder plain(
      ColumnType type, @Nullable ValueDecoder parent, String name, RecordContext context) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case INTEGER -> new IntegerDecoder(parent, name, context);
        case NUMBER -> new DoubleDecoder(parent, name, context);
        case BOOLEAN -> new BooleanDecoder(parent, name, context);
        case DATE, TIMESTAMP -> new TimeDecoder(parent, name, context, scalar);
        case STRING -> new StringDecoder(parent, name, context);
        case UUID -> new UuidDecoder(parent, name, context);
        case JSON -> new JsonDecoder(parent, name, context);
      };
    }
    if (type instanceof DecimalType decimal) {
      return new DecimalDecoder(parent, name, context, decimal, true);
    }
    if (type instanceof ArrayType array) {
      return new ListDecoder(parent, name, context, array);
    }
    if (type instanceof MapType map) {
      return new MapDecoder(parent, name, context, map);
    }
    return new StructDecoder(parent, name, context, (StructType) type);
  }

  abstract ColumnValues values();

  /**
   * Adds the value that begins with {@code token}; then the tokenizer is at the value's last token.
   *
   * @param token not {@link Token#NULL}
   */
  abstract void decode(Token token) throws MalformedJsonException, CorruptRecordException;

  /**
   * Adds the value whose JSON text is the current string.
   *
   * @throws UnsupportedOperationException if the type has no such form
   */
  void decodeText() throws CorruptRecordException {
    throw new UnsupportedOperationException("no value in a text: " + pointer(false));
  }

  /** Whether the last value is null though its field must have one. */
  boolean isNullForgiven() {
    return false;
  }

  /** Name of an unknown member in {@code _rescued}, from the pointer to it. */
  String rescuedName(String pointer) {
    return parent == null ? pointer.substring(1) : parent.rescuedName(pointer);
  }

  final CorruptRecordException corrupt(CorruptReason reason) {
    return new CorruptRecordException(reason, pointer(false));
  }

  /**
   * JSON pointer to the value that is being read.
   *
   * @param withKeys whether a map's keys, which are record contents, are included; otherwise each
   *     is {@code *}
   */
  final String pointer(boolean withKeys) {
    StringBuilder pointer = new StringBuilder();
    appendPointer(pointer, withKeys);
    return pointer.toString();
  }

  private void appendPointer(StringBuilder pointer, boolean withKeys) {
    if (parent != null) {
      parent.appendPointer(pointer, withKeys);
      parent.appendStep(pointer, withKeys, name);
    }
  }

  /** Appends the reference token of the part of this value that is being read. */
  void appendStep(StringBuilder pointer, boolean withKeys, String child) {
    pointer.append('/').append(child);
  }

  /** Reads values of 64 bits. */
  abstract static class OfLongs extends ValueDecoder {
    final LongValues values;

    OfLongs(@Nullable ValueDecoder parent, String name, RecordContext context) {
      super(parent, name, context);
      values = new LongValues(context);
    }

    @Override
    final LongValues values() {
      return values;
    }
  }

  /** Reads values of bytes. */
  abstract static class OfTexts extends ValueDecoder {
    final TextValues values;

    OfTexts(@Nullable ValueDecoder parent, String name, RecordContext context) {
      super(parent, name, context);
      values = new TextValues(context);
    }

    @Override
    final TextValues values() {
      return values;
    }
  }

  /** Reads true and false. */
  private static final class BooleanDecoder extends OfLongs {
    BooleanDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
      super(parent, name, context);
    }

    @Override
    void decode(Token token) throws CorruptRecordException {
      if (token != Token.TRUE && token != Token.FALSE) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      values.add(token == Token.TRUE ? 1 : 0);
    }

    @Override
    void decodeText() throws CorruptRecordException {
      if (context.isText("true")) {
        values.add(1);
      } else if (context.isText("false")) {
        values.add(0);
      } else {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
    }
  }

  /** Reads a string; no other type is converted to one. */
  private static final class StringDecoder extends OfTexts {
    StringDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
      super(parent, name, context);
    }

    @Override
    void decode(Token token) throws CorruptRecordException {
      if (token != Token.STRING) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      decodeText();
    }

    @Override
    void decodeText() throws CorruptRecordException {
      context.requireText(this);
      values.add(context.tokens().textStart(), context.tokens().textLength());
    }
  }

  /** Reads any value as its JSON text, unchanged. */
  private static final class JsonDecoder extends OfTexts {
    JsonDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
      super(parent, name, context);
    }

    @Override
    void decode(Token token) throws MalformedJsonException, CorruptRecordException {
      int start = context.tokens().tokenStart();
      context.skipValue(token, this);
      values.add(start, context.tokens().position() - start);
    }
  }
}
