package dev.kcompact.contract.schema;

import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import java.util.Map;
import java.util.stream.Collectors;

/** Which values of one column type a cast to another leaves as the job would have read them. */
public final class ExactConversion {
  /** Digits of a 64-bit integer. */
  private static final int INTEGER_DIGITS = 19;

  private ExactConversion() {}

  /** Whether every value of a type has the same meaning as one of another. */
  public static boolean exists(ColumnType from, ColumnType to) {
    if (from instanceof Scalar scalar) {
      return exists(scalar, to);
    }
    if (from instanceof DecimalType old) {
      return to instanceof DecimalType decimal
          && decimal.scale() >= old.scale()
          && wholeDigits(decimal) >= wholeDigits(old);
    }
    if (from instanceof ArrayType array) {
      return to instanceof ArrayType other && exists(array.element(), other.element());
    }
    if (from instanceof MapType map) {
      return to instanceof MapType other && exists(map.value(), other.value());
    }
    return to instanceof StructType other && exists((StructType) from, other);
  }

  private static boolean exists(Scalar from, ColumnType to) {
    if (to instanceof DecimalType decimal) {
      return from == Scalar.INTEGER && wholeDigits(decimal) >= INTEGER_DIGITS;
    }
    return switch (from) {
      // The job reads an integer of a number's column as the nearest double, as the cast does.
      case INTEGER -> to == Scalar.INTEGER || to == Scalar.NUMBER;
      case UUID -> to == Scalar.UUID || to == Scalar.STRING;
      default -> from == to;
    };
  }

  private static int wholeDigits(DecimalType decimal) {
    return decimal.precision() - decimal.scale();
  }

  /** A struct may grow and shrink, but needs a field in common. */
  private static boolean exists(StructType from, StructType to) {
    Map<String, ColumnType> old =
        from.fields().stream().collect(Collectors.toMap(Field::name, Field::type));
    boolean isAny = false;
    for (Field field : to.fields()) {
      ColumnType type = old.get(field.name());
      if (type != null && !exists(type, field.type())) {
        return false;
      }
      isAny |= type != null;
    }
    return isAny;
  }
}
