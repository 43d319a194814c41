package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.contract.schema.TimeRange;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date or a moment from an integer since 1970-01-01T00:00:00Z. Its year is within
 * 0001..9999, as that of a text.
 */
final class EpochDecoder extends IntegerDecoder {
  private final Named unit;

  EpochDecoder(@Nullable ValueDecoder parent, String name, RecordContext context, Named unit) {
    super(parent, name, context);
    this.unit = unit;
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    add(read(token));
  }

  @Override
  void decodeText() throws CorruptRecordException {
    add(readText());
  }

  private void add(long number) throws CorruptRecordException {
    if (unit == Named.EPOCH_NANOS && number % 1000 != 0) {
      throw corrupt(CorruptReason.NOT_EXACT);
    }
    long value =
        switch (unit) {
          case EPOCH_DAYS, EPOCH_MICROS -> number;
          case EPOCH_SECONDS -> times(number, 1_000_000);
          case EPOCH_MILLIS -> times(number, 1000);
          case EPOCH_NANOS -> number / 1000;
          default -> throw new IllegalStateException("not a unit of an epoch: " + unit);
        };
    boolean isDay = unit == Named.EPOCH_DAYS;
    if (!(isDay ? TimeRange.holdsDay(value) : TimeRange.holdsMicros(value))) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    values.add(value);
  }

  private long times(long number, long factor) throws CorruptRecordException {
    try {
      return Math.multiplyExact(number, factor);
    } catch (ArithmeticException e) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
  }
}
