package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.Encoding.JsonText;
import dev.kcompact.contract.schema.Encoding.Local;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import dev.kcompact.job.decode.text.Base64Text;
import org.jspecify.annotations.Nullable;

/** The decoder of each encoding. */
final class EncodedDecoders {
  private EncodedDecoders() {}

  static ValueDecoder of(
      ColumnType type,
      Encoding encoding,
      @Nullable ValueDecoder parent,
      String name,
      RecordContext context) {
    if (encoding instanceof JsonText text) {
      return new JsonTextDecoder(type, text, parent, name, context);
    }
    if (encoding instanceof Local local) {
      return new LocalTimeDecoder(parent, name, context, local);
    }
    Named named = (Named) encoding;
    if (type instanceof DecimalType decimal) {
      return decimal(decimal, named, parent, name, context);
    }
    return switch (named) {
      case EPOCH_SECONDS, EPOCH_MILLIS, EPOCH_MICROS, EPOCH_NANOS, EPOCH_DAYS ->
          new EpochDecoder(parent, name, context, named);
      case MILLIS_OF_DAY, MICROS_OF_DAY, NANOS_OF_DAY ->
          new TimeOfDayDecoder(parent, name, context, named);
      case ISO ->
          type == Scalar.STRING
              ? new TimeOfDayDecoder(parent, name, context, named)
              : ValueDecoder.plain(type, parent, name, context);
      case TEXT -> new TextDecoder(type, parent, name, context);
      case INT -> new BinaryDigitDecoder(parent, name, context);
      case BASE64 -> new Base64Decoder(parent, name, context);
      case MONGO -> new MongoDecoder(type, parent, name, context);
      default -> ValueDecoder.plain(type, parent, name, context);
    };
  }

  private static ValueDecoder decimal(
      DecimalType type,
      Named encoding,
      @Nullable ValueDecoder parent,
      String name,
      RecordContext context) {
    return switch (encoding) {
      case CONNECT, CONNECT_STRUCT ->
          new ConnectDecimalDecoder(parent, name, context, type, encoding == Named.CONNECT_STRUCT);
      case NUMBER -> new DecimalDecoder(parent, name, context, type, false);
      case TEXT -> new TextDecoder(type, parent, name, context);
      case MONGO -> new MongoDecoder(type, parent, name, context);
      default -> new DecimalDecoder(parent, name, context, type, true);
    };
  }

  /** Reads a value from a string that holds its JSON text. */
  private static final class TextDecoder extends ValueDecoder {
    private final ValueDecoder value;

    TextDecoder(
        ColumnType type, @Nullable ValueDecoder parent, String name, RecordContext context) {
      super(parent, name, context);
      value = plain(type, parent, name, context);
    }

    @Override
    ColumnValues values() {
      return value.values();
    }

    @Override
    void decode(Token token) throws CorruptRecordException {
      if (token != Token.STRING) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      context.requireText(this);
      value.decodeText();
    }
  }

  /** Reads a boolean from 0 or 1. */
  private static final class BinaryDigitDecoder extends ValueDecoder.OfLongs {
    BinaryDigitDecoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
      super(parent, name, context);
    }

    @Override
    void decode(Token token) throws CorruptRecordException {
      if (token != Token.NUMBER) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      if (!context.isText("0") && !context.isText("1")) {
        throw corrupt(CorruptReason.OUT_OF_RANGE);
      }
      values.add(context.isText("1") ? 1 : 0);
    }
  }

  /** Reads base64, which stays text. */
  private static final class Base64Decoder extends ValueDecoder.OfTexts {
    Base64Decoder(@Nullable ValueDecoder parent, String name, RecordContext context) {
      super(parent, name, context);
    }

    @Override
    void decode(Token token) throws CorruptRecordException {
      if (token != Token.STRING) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      context.requireText(this);
      int start = context.tokens().textStart();
      int length = context.tokens().textLength();
      int from = RecordBytes.offsetOf(start);
      if (!Base64Text.isValid(context.record().bufferOf(start), from, from + length)) {
        throw corrupt(CorruptReason.INVALID_BASE64);
      }
      values.add(start, length);
    }
  }

  /** Reads a value from a string that holds JSON. */
  private static final class JsonTextDecoder extends ValueDecoder {
    private final NestedText text;
    private final ValueDecoder content;

    JsonTextDecoder(
        ColumnType type,
        JsonText encoding,
        @Nullable ValueDecoder parent,
        String name,
        RecordContext context) {
      super(parent, name, context);
      text = context.nest();
      content = of(type, encoding.content(), parent, name, text.context());
    }

    @Override
    ColumnValues values() {
      return content.values();
    }

    @Override
    void decode(Token token) throws CorruptRecordException, MalformedJsonException {
      if (token != Token.STRING) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      text.decode(context, content, content.values()::addNull);
    }
  }
}
