package dev.kcompact.finalizer.finalize.lift;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.Encoding;
import dev.kcompact.contract.schema.Encoding.Local;
import dev.kcompact.contract.schema.Encoding.Named;
import dev.kcompact.finalizer.finalize.lift.JsonValue.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The text from which DuckDB casts a plain column's value exactly. */
final class ScalarText {
  private static final Pattern UUID =
      Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private ScalarText() {}

  static String of(ColumnType type, Encoding encoding, JsonValue value) throws UnfitValueException {
    if (encoding instanceof Local local) {
      long time = TimeValue.local(local, value.require(Kind.STRING).text());
      return type == Scalar.DATE ? TimeValue.ofDay(time) : TimeValue.ofMicros(time);
    }
    Named named = (Named) encoding;
    if (type instanceof DecimalType decimal) {
      return new DecimalValue(decimal).read(named, value).toPlainString();
    }
    return switch ((Scalar) type) {
      case STRING -> string(named, value);
      case UUID -> uuid(named, value);
      case INTEGER -> Long.toString(integer(named, value));
      case NUMBER -> Double.toString(number(named, value));
      case BOOLEAN -> Boolean.toString(bool(named, value));
      case DATE -> TimeValue.ofDay(day(named, value));
      case TIMESTAMP -> TimeValue.ofMicros(micros(named, value));
      case JSON -> value.raw();
    };
  }

  private static String string(Named encoding, JsonValue value) throws UnfitValueException {
    return switch (encoding) {
      case ISO, MILLIS_OF_DAY, MICROS_OF_DAY, NANOS_OF_DAY -> TimeOfDay.of(encoding, value);
      case BASE64 -> {
        DecimalValue.base64(value.require(Kind.STRING).text());
        yield value.text();
      }
      default -> text(encoding, value, Set.of("$oid", "$symbol"));
    };
  }

  private static String uuid(Named encoding, JsonValue value) throws UnfitValueException {
    String text = text(encoding, value, Set.of("$uuid"));
    if (!UUID.matcher(text).matches()) {
      throw new UnfitValueException();
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** Returns a string, which MongoDB may have wrapped. */
  private static String text(Named encoding, JsonValue value, Set<String> wrappers)
      throws UnfitValueException {
    return encoding == Named.MONGO && value.is(Kind.OBJECT)
        ? MongoValue.wrapped(value, wrappers)
        : value.require(Kind.STRING).text();
  }

  private static long integer(Named encoding, JsonValue value) throws UnfitValueException {
    if (encoding == Named.TEXT) {
      return WholeNumber.parse(value.require(Kind.STRING).text());
    }
    return encoding == Named.MONGO && value.is(Kind.OBJECT)
        ? WholeNumber.parse(MongoValue.wrapped(value, Set.of("$numberLong", "$numberInt")))
        : WholeNumber.read(value);
  }

  private static double number(Named encoding, JsonValue value) throws UnfitValueException {
    String text;
    if (encoding == Named.TEXT) {
      text = value.require(Kind.STRING).text();
    } else if (encoding == Named.MONGO && value.is(Kind.OBJECT)) {
      text = MongoValue.wrapped(value, Set.of("$numberDouble", "$numberInt", "$numberLong"));
    } else {
      text = value.require(Kind.NUMBER).text();
    }
    if (!DecimalValue.isNumber(text)) {
      throw new UnfitValueException();
    }
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw new UnfitValueException();
    }
    return number;
  }

  private static boolean bool(Named encoding, JsonValue value) throws UnfitValueException {
    Kind kind =
        encoding == Named.TEXT ? Kind.STRING : encoding == Named.INT ? Kind.NUMBER : Kind.BOOLEAN;
    String text = value.require(kind).text();
    if (text.equals(encoding == Named.INT ? "1" : "true")) {
      return true;
    }
    if (text.equals(encoding == Named.INT ? "0" : "false")) {
      return false;
    }
    throw new UnfitValueException();
  }

  private static long day(Named encoding, JsonValue value) throws UnfitValueException {
    if (encoding == Named.EPOCH_DAYS) {
      return TimeValue.epoch(encoding, WholeNumber.read(value));
    }
    if (encoding != Named.MONGO) {
      return TimeValue.isoDay(value.require(Kind.STRING).text());
    }
    long micros = MongoValue.micros(value);
    if (micros % TimeValue.MICROS_OF_DAY != 0) {
      throw new UnfitValueException();
    }
    return micros / TimeValue.MICROS_OF_DAY;
  }

  private static long micros(Named encoding, JsonValue value) throws UnfitValueException {
    return switch (encoding) {
      case EPOCH_SECONDS, EPOCH_MILLIS, EPOCH_MICROS, EPOCH_NANOS ->
          TimeValue.epoch(encoding, WholeNumber.read(value));
      case MONGO -> MongoValue.micros(value);
      default -> TimeValue.rfc3339(value.require(Kind.STRING).text());
    };
  }
}
