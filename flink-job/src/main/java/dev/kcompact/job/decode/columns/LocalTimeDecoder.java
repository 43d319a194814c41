package dev.kcompact.job.decode.columns;

import dev.kcompact.contract.schema.Encoding.Local;
import dev.kcompact.contract.schema.TimeRange;
import dev.kcompact.job.decode.CorruptReason;
import dev.kcompact.job.decode.json.Token;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a moment or a date from text without an offset, by a pattern. */
final class LocalTimeDecoder extends ValueDecoder.OfLongs {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final DateTimeFormatter form;
  private final @Nullable ZoneId zone;

  LocalTimeDecoder(
      @Nullable ValueDecoder parent, String name, RecordContext context, Local encoding) {
    super(parent, name, context);
    zone = encoding.zone();
    String pattern = encoding.pattern();
    form =
        pattern == null
            ? ISO
            : DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
  }

  @Override
  void decode(Token token) throws CorruptRecordException {
    if (token != Token.STRING) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
    context.requireText(this);
    try {
      String text = context.text();
      if (zone == null) {
        values.add(inRange(LocalDate.parse(text, form)).toEpochDay());
      } else {
        values.add(micros(LocalDateTime.parse(text, form), zone));
      }
    } catch (DateTimeException e) {
      throw corrupt(CorruptReason.WRONG_TYPE);
    }
  }

  private long micros(LocalDateTime local, ZoneId zone) throws CorruptRecordException {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw corrupt(CorruptReason.NONEXISTENT_TIME);
    }
    if (local.getNano() % 1000 != 0) {
      throw corrupt(CorruptReason.NOT_EXACT);
    }
    inRange(local.minusSeconds(offsets.get(0).getTotalSeconds()).toLocalDate());
    return local.toEpochSecond(offsets.get(0)) * 1_000_000 + local.getNano() / 1000;
  }

  private LocalDate inRange(LocalDate date) throws CorruptRecordException {
    if (!TimeRange.holdsDay(date.toEpochDay())) {
      throw corrupt(CorruptReason.OUT_OF_RANGE);
    }
    return date;
  }
}
