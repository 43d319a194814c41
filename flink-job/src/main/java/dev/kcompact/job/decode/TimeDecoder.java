package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.ColumnType.Scalar;
import org.jspecify.annotations.Nullable;

/** Reads a date ({@code YYYY-MM-DD}) or a date-time (RFC 3339, any offset) from a text. */
final class TimeDecoder extends ValueDecoder {
  private final RecordScope scope;
  private final LongValues values;
  private final boolean date;

  TimeDecoder(@Nullable ValueDecoder parent, String name, RecordScope scope, Scalar type) {
    super(parent, name);
    this.scope = scope;
    values = new LongValues(scope.memory());
    date = type == Scalar.DATE;
  }

  @Override
  LongValues values() {
    return values;
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (token != Token.STRING) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    scope.requireText(this);
    int start = scope.tokens().textStart();
    byte[] text = scope.record().bufferOf(start);
    int from = RecordBytes.offsetOf(start);
    int to = from + scope.tokens().textLength();
    long value = date ? TimeText.epochDay(text, from, to) : TimeText.epochMicros(text, from, to);
    if (value == TimeText.NO_TIME) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    if (value == TimeText.NOT_EXACT) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    values.add(value);
  }
}
