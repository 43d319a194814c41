package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.TimeRange;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.RecordBytes;
import dev.kcompact.job.decode.json.Token;
import dev.kcompact.job.decode.text.TimeText;
import org.jspecify.annotations.Nullable;

/** Reads a date ({@code YYYY-MM-DD}) or a date-time (RFC 3339, any offset) from a string. */
final class TimeDecoder extends ValueDecoder.OfLongs {
  private final boolean date;

  TimeDecoder(@Nullable ValueDecoder parent, String name, RecordContext context, Scalar type) {
    super(parent, name, context);
    date = type == Scalar.DATE;
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
    int start = context.tokens().textStart();
    byte[] text = context.record().bufferOf(start);
    int from = RecordBytes.offsetOf(start);
    int to = from + context.tokens().textLength();
    long value = date ? TimeText.epochDay(text, from, to) : TimeText.epochMicros(text, from, to);
    if (value == TimeText.INVALID) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    boolean isHeld = date ? TimeRange.holdsDay(value) : TimeRange.holdsMicros(value);
    if (value == TimeText.NOT_EXACT || !isHeld) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    values.add(value);
  }
}
