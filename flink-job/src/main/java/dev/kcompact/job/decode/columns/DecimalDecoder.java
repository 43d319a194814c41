package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import dev.kcompact.job.decode.text.DecimalText;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a decimal from a number or from a string that holds one. It must be exact at the column's
 * scale; nothing is rounded.
 */
final class DecimalDecoder extends ValueDecoder {
  private final DecimalType type;
  private final DecimalText text = new DecimalText();
  private final @Nullable LongValues longs;
  private final @Nullable TextValues bytes;
  private final int width;

  DecimalDecoder(
      @Nullable ValueDecoder parent, String name, RecordContext context, DecimalType type) {
    super(parent, name, context);
    this.type = type;
    width = TypeNames.decimalBytes(type.precision());
    boolean fits = type.precision() <= DecimalType.MAX_INT64_PRECISION;
    longs = fits ? new LongValues(context) : null;
    bytes = fits ? null : new TextValues(context);
  }

  @Override
  ColumnValues values() {
    return longs != null ? longs : bytesOfLarge();
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    JsonTokenizer tokens = context.tokens();
    if (token == Token.STRING) {
      context.requireText(this);
    } else if (token != Token.NUMBER) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    int start = tokens.textStart();
    int from = RecordBytes.offsetOf(start);
    if (!text.parse(context.record().bufferOf(start), from, from + tokens.textLength())) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    if (!text.fits(type.precision(), type.scale())) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    if (longs != null) {
      longs.add(text.unscaledLong(type.scale()));
    } else {
      addLarge(bytesOfLarge());
    }
  }

  /** Appends the value in big-endian two's complement of the column's width. */
  private void addLarge(TextValues values) throws CorruptRecordException {
    RecordBytes record = context.record();
    int start = record.scratchStart();
    BigInteger unscaled = text.unscaled(type.scale());
    byte[] shortest = unscaled.toByteArray();
    for (int i = shortest.length; i < width; i++) {
      record.append(unscaled.signum() < 0 ? 0xff : 0);
    }
    record.append(shortest, 0, shortest.length);
    values.add(start, width);
  }

  private TextValues bytesOfLarge() {
    if (bytes == null) {
      throw new IllegalStateException("a decimal of " + type.precision() + " digits fits a long");
    }
    return bytes;
  }
}
