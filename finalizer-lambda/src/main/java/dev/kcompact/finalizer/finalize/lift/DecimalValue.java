package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.finalizer.finalize.lift.JsonValue.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads decimals; nothing is rounded. */
record DecimalValue(DecimalType type) {
  /** JSON's grammar of numbers. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*+)(?:\\.([0-9]++))?(?:[eE]([+-]?[0-9]++))?");

  private static final int MAX_EXPONENT_DIGITS = 7;

  /** Beyond it no number but zero fits a column, and a power of ten would take memory. */
  private static final int MAX_SCALE = 1000;

  /** As the job's. */
  private static final int MAX_CONNECT_BYTES = 64;

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** Returns the value at the column's scale. */
  BigDecimal read(Named encoding, JsonValue value) throws UnfitValueException {
    return switch (encoding) {
      case CONNECT -> fitting(new BigDecimal(unscaled(value), type.scale()));
      case CONNECT_STRUCT -> fitting(rescaled(value.require(Kind.OBJECT).members()));
      case NUMBER -> parse(value.require(Kind.NUMBER).text());
      case TEXT -> parse(value.require(Kind.STRING).text());
      case MONGO ->
          parse(
              value.is(Kind.NUMBER)
                  ? value.text()
                  : MongoValue.wrapped(
                      value,
                      Set.of("$numberDecimal", "$numberLong", "$numberInt", "$numberDouble")));
      default -> parse(value.is(Kind.STRING) ? value.text() : value.require(Kind.NUMBER).text());
    };
  }

  /** Looks at the digits first: a long number or a large exponent would take time and memory. */
  private BigDecimal parse(String text) throws UnfitValueException {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      throw new UnfitValueException();
    }
    String fraction = number.group(2) == null ? "" : number.group(2);
    String all = number.group(1) + fraction;
    int first = 0;
    while (first < all.length() && all.charAt(first) == '0') {
      first++;
    }
    if (first == all.length()) {
      return BigDecimal.ZERO.setScale(type.scale());
    }
    int end = all.length();
    while (all.charAt(end - 1) == '0') {
      end--;
    }
    if (end - first > DecimalType.MAX_PRECISION) {
      throw new UnfitValueException();
    }
    long exponent = exponent(number.group(3)) - fraction.length() + all.length() - end;
    BigInteger digits = new BigInteger(all.substring(first, end));
    return fitting(
        new BigDecimal(text.startsWith("-") ? digits.negate() : digits, scale(-exponent)));
  }

  private static int scale(long scale) throws UnfitValueException {
    if (scale > MAX_SCALE || scale < -MAX_SCALE) {
      throw new UnfitValueException();
    }
    return (int) scale;
  }

  private static long exponent(@Nullable String digits) throws UnfitValueException {
    if (digits == null) {
      return 0;
    }
    String value = digits.replaceFirst("^([+-]?)0+(?=[0-9])", "$1");
    if (value.length() > MAX_EXPONENT_DIGITS + 1) {
      throw new UnfitValueException();
    }
    return Long.parseLong(value);
  }

  private BigDecimal fitting(BigDecimal value) throws UnfitValueException {
    try {
      BigDecimal exact = value.setScale(type.scale());
      if (exact.precision() <= type.precision() || exact.signum() == 0) {
        return exact;
      }
    } catch (ArithmeticException inexact) {
      throw new UnfitValueException();
    }
    throw new UnfitValueException();
  }

  private static BigInteger unscaled(JsonValue value) throws UnfitValueException {
    byte[] bytes = base64(value.require(Kind.STRING).text());
    if (bytes.length == 0 || bytes.length > MAX_CONNECT_BYTES) {
      throw new UnfitValueException();
    }
    return new BigInteger(bytes);
  }

  private BigDecimal rescaled(Map<String, JsonValue> members) throws UnfitValueException {
    JsonValue value = members.get("value");
    JsonValue scale = members.get("scale");
    if (value == null || scale == null || members.size() != 2) {
      throw new UnfitValueException();
    }
    BigInteger unscaled = unscaled(value);
    long own = WholeNumber.read(scale);
    return unscaled.signum() == 0 ? BigDecimal.ZERO : new BigDecimal(unscaled, scale(own));
  }

  /** Decodes RFC 4648 with padding; unused bits are zero, so the encoding is the text again. */
  static byte[] base64(String text) throws UnfitValueException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new UnfitValueException();
    }
    throw new UnfitValueException();
  }
}
