package dev.kcompact.testbed.connect.sample;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The logical values that must come out, in the form of the files of expected rows. */
final class Logical {
  private Logical() {}

  /** An object from names and values in turn; values may be null. */
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  static String decimal(BigDecimal value) {
    return value.toPlainString();
  }

  /** Seconds always; then nothing, milliseconds or microseconds, as many as it needs. */
  static String time(LocalTime value) {
    int micros = value.getNano() / 1000;
    String seconds = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).format(value);
    if (micros == 0) {
      return seconds;
    }
    return micros % 1000 == 0
        ? String.format(Locale.ROOT, "%s.%03d", seconds, micros / 1000)
        : String.format(Locale.ROOT, "%s.%06d", seconds, micros);
  }

  static String base64(byte[] value) {
    return Base64.getEncoder().encodeToString(value);
  }
}
