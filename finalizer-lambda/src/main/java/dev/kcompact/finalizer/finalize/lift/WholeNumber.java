package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.finalizer.finalize.lift.JsonValue.Kind;
import java.util.regex.Pattern;

/** Reads numbers without fraction and exponent that fit 64 bits. */
final class WholeNumber {
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,18})");

  private WholeNumber() {}

  static long read(JsonValue value) throws UnfitValueException {
    return parse(value.require(Kind.NUMBER).text());
  }

  static long parse(String text) throws UnfitValueException {
    if (!WHOLE.matcher(text).matches()) {
      throw new UnfitValueException();
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException outOfRange) {
      throw new UnfitValueException();
    }
  }
}
