package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import dev.kcompact.job.decode.text.Base64Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a decimal of Kafka Connect: the base64 of its big-endian two's complement unscaled value,
 * with the column's scale or, as {@code {"scale": 2, "value": "..."}}, with its own.
 */
final class ConnectDecimalDecoder extends DecimalDecoder {
  /** With a greater scale only zero fits a column, and the power of ten would take memory. */
  private static final int MAX_SCALE = 1000;

  /** More bytes than any column's number has in its shortest form, or padded by a writer. */
  private static final int MAX_BYTES = 64;

  private final boolean struct;
  private final BigInteger limit;
  private final IntegerDecoder scale;
  private final byte[] bytes = new byte[MAX_BYTES];

  ConnectDecimalDecoder(
      @Nullable ValueDecoder parent,
      String name,
      RecordContext context,
      DecimalType type,
      boolean struct) {
    super(parent, name, context, type, false);
    this.struct = struct;
    limit = BigInteger.TEN.pow(type.precision());
    scale = new IntegerDecoder(parent, name, context);
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    BigInteger unscaled = struct ? rescaled(token) : unscaled(token);
    if (unscaled.abs().compareTo(limit) >= 0) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    add(unscaled);
  }

  private BigInteger unscaled(Token token) throws CorruptRecordException {
    if (token != Token.STRING) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    context.requireText(this);
    int start = context.tokens().textStart();
    int from = RecordBytes.offsetOf(start);
    int length =
        Base64Text.decode(
            context.record().bufferOf(start), from, from + context.tokens().textLength(), bytes);
    if (length == Base64Text.TOO_LONG) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    if (length <= 0) {
      throw corrupt(CorruptReason.INVALID_BASE64);
    }
    return new BigInteger(bytes, 0, length);
  }

  private BigInteger rescaled(Token token) throws MalformedJsonException, CorruptRecordException {
    if (token != Token.START_OBJECT) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    context.requireDepth(this);
    BigInteger value = null;
    Long ownScale = null;
    while (context.tokens().next() != Token.END_OBJECT) {
      boolean isValue = context.isText("value");
      boolean isScale = context.isText("scale");
      if (!isValue && !isScale) {
        throw corrupt(CorruptReason.WRONG_TYPE);
      }
      if (isValue ? value != null : ownScale != null) {
        throw corrupt(CorruptReason.DUPLICATE_KEY);
      }
      Token first = context.tokens().next();
      if (isValue) {
        value = unscaled(first);
      } else {
        ownScale = scale.read(first);
      }
    }
    if (value == null || ownScale == null) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    return atScale(value, ownScale);
  }

  private BigInteger atScale(BigInteger value, long ownScale) throws CorruptRecordException {
    if (value.signum() == 0) {
      return value;
    }
    if (ownScale > MAX_SCALE || ownScale < -MAX_SCALE) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    try {
      return new BigDecimal(value, (int) ownScale).setScale(type.scale()).unscaledValue();
    } catch (ArithmeticException inexact) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
  }
}
