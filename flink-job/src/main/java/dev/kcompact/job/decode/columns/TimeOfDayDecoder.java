package dev.kcompact.job.decode.columns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.Token;
import java.time.DateTimeException;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time of the day from the units since midnight or from ISO 8601. The value is text of the
 * form {@code HH:MM:SS}, with three or six digits of a fraction if there is one.
 */
final class TimeOfDayDecoder extends ValueDecoder.OfTexts {
  private static final long NANOS_OF_DAY = 86_400_000_000_000L;

  private final Named encoding;
  private final IntegerDecoder number;

  TimeOfDayDecoder(
      @Nullable ValueDecoder parent, String name, RecordContext context, Named encoding) {
    super(parent, name, context);
    this.encoding = encoding;
    number = new IntegerDecoder(parent, name, context);
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (encoding != Named.ISO) {
      add(nanos(number.read(token)));
    } else if (token == Token.STRING) {
      add(iso());
    } else {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
  }

  private long nanos(long units) throws CorruptRecordException {
    long nanosOfUnit =
        encoding == Named.MILLIS_OF_DAY ? 1_000_000 : encoding == Named.MICROS_OF_DAY ? 1000 : 1;
    if (units < 0 || units >= NANOS_OF_DAY / nanosOfUnit) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    return units * nanosOfUnit;
  }

  private long iso() throws CorruptRecordException {
    context.requireText(this);
    try {
      return LocalTime.parse(context.text()).toNanoOfDay();
    } catch (DateTimeException e) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
  }

  private void add(long nanos) throws CorruptRecordException {
    if (nanos % 1000 != 0) {
      throw corrupt(CorruptReason.NOT_EXACT);
    }
    long seconds = nanos / 1_000_000_000;
    int micros = (int) (nanos / 1000 % 1_000_000);
    String text = "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (micros % 1000 != 0) {
      text += ".%06d".formatted(micros);
    } else if (micros != 0) {
      text += ".%03d".formatted(micros / 1000);
    }
    byte[] bytes = text.getBytes(US_ASCII);
    int start = context.record().scratchStart();
    context.record().append(bytes, 0, bytes.length);
    values.add(start, bytes.length);
  }
}
