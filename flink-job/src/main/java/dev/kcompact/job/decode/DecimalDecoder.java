package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.TypeNames;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a decimal from a number or from a text that is written as one. It must be exact at the
 * column's scale; nothing is rounded.
 */
final class DecimalDecoder extends ValueDecoder {

  private final RecordScope scope;
  private final DecimalType type;
  private final DecimalText text = new DecimalText();
  private final @Nullable LongValues longs;
  private final @Nullable TextValues bytes;
  private final int width;

  DecimalDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope, DecimalType type) {
    super(parent, name);
    this.scope = scope;
    this.type = type;
    width = TypeNames.decimalBytes(type.precision());
    boolean fits = type.precision() <= DecimalType.MAX_INT64_PRECISION;
    longs = fits ? new LongValues(scope.memory()) : null;
    bytes = fits ? null : new TextValues(scope.memory(), scope.record());
  }

  @Override
  ColumnValues values() {
    return longs != null ? longs : bytesOfLarge();
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    TokenSource tokens = scope.tokens();
    if (token == Token.STRING) {
      scope.requireText(this);
    } else if (token != Token.NUMBER) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    int start = tokens.textStart();
    int from = RecordBytes.offsetOf(start);
    if (!text.parse(scope.record().bufferOf(start), from, from + tokens.textLength())) {
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

  /** Appends big-endian two's complement of the column's width. */
  private void addLarge(TextValues values) throws CorruptRecordException {
    RecordBytes record = scope.record();
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
