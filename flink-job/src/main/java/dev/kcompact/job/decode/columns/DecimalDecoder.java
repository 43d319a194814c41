package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.JsonTokenizer;
import dev.kcompact.job.decode.json.MalformedJsonException;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import dev.kcompact.job.decode.text.DecimalText;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a decimal from a number, or from a string that holds one where the schema admits it. It
 * must be exact at the column's scale; nothing is rounded.
 */
class DecimalDecoder extends ValueDecoder {
  final DecimalType type;
  private final boolean admitsText;
  private final DecimalText text = new DecimalText();
  private final @Nullable LongValues longs;
  private final @Nullable TextValues bytes;
  private final int width;

  DecimalDecoder(
      @Nullable ValueDecoder parent,
      String name,
      RecordContext context,
      DecimalType type,
      boolean admitsText) {
    super(parent, name, context);
    this.type = type;
    this.admitsText = admitsText;
    width = TypeNames.decimalBytes(type.precision());
    boolean fits = type.precision() <= DecimalType.MAX_INT64_PRECISION;
    longs = fits ? new LongValues(context) : null;
    bytes = fits ? null : new TextValues(context);
  }

  @Override
  final ColumnValues values() {
    return longs != null ? longs : bytesOfLarge();
  }

  @Override
  void decode(Token token) throws MalformedJsonException, CorruptRecordException {
    if (token == Token.STRING && admitsText) {
      context.requireText(this);
    } else if (token != Token.NUMBER) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    decodeText();
  }

  @Override
  final void decodeText() throws CorruptRecordException {
    JsonTokenizer tokens = context.tokens();
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
      addLarge(bytesOfLarge(), text.unscaled(type.scale()));
    }
  }

  /** Adds a number of as many digits as the column has. */
  final void add(BigInteger unscaled) throws CorruptRecordException {
    if (longs != null) {
      longs.add(unscaled.longValueExact());
    } else {
      addLarge(bytesOfLarge(), unscaled);
    }
  }

  /** Appends the value in big-endian two's complement of the column's width. */
  private void addLarge(TextValues values, BigInteger unscaled) throws CorruptRecordException {
    RecordBytes record = context.record();
    int start = record.scratchStart();
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
