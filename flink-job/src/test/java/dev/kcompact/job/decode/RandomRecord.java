package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Records that fit a schema for the most part. */
final class RandomRecord {
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long FIRST_DAY = LocalDate.of(1, 1, 2).toEpochDay();

  private final Random random;
  private final RandomJson json;

  RandomRecord(Random random) {
    this.random = random;
    json = new RandomJson(random);
  }

  String record(StructType type) {
    List<Field> fields = new ArrayList<>(type.fields());
    if (random.nextInt(3) == 0) {
      Collections.shuffle(fields, random);
    }
    List<String> members = new ArrayList<>();
    for (Field field : fields) {
      if (random.nextInt(field.required() ? 40 : 6) != 0) {
        members.add(member(field.name(), value(field.type())));
      }
      if (random.nextInt(10) == 0) {
        members.add(member("?~/" + members.size(), json.value(2)));
      }
    }
    return "{" + json.blank() + String.join(",", members) + json.blank() + "}";
  }

  private String member(String name, String value) {
    return json.blank() + '"' + name + '"' + json.blank() + ':' + json.blank() + value;
  }

  private String value(ColumnType type) {
    int luck = random.nextInt(40);
    if (luck == 0) {
      return json.value(2);
    }
    return luck < 3 ? "null" : fitting(type);
  }

  private String fitting(ColumnType type) {
    if (type instanceof StructType struct) {
      return record(struct);
    }
    if (type instanceof DecimalType decimal) {
      return decimal(decimal);
    }
    if (type instanceof ArrayType array) {
      List<String> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        elements.add(json.blank() + value(array.element()) + json.blank());
      }
      return "[" + String.join(",", elements) + "]";
    }
    if (type instanceof MapType map) {
      List<String> entries = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        entries.add(member("k/" + i, value(map.value())));
      }
      return "{" + String.join(",", entries) + "}";
    }
    return scalar((Scalar) type);
  }

  private String scalar(Scalar type) {
    return switch (type) {
      case STRING -> json.string();
      case INTEGER ->
          new BigInteger(random.nextInt(20) == 0 ? 70 : random.nextInt(63), random)
              .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1))
              .toString();
      case NUMBER ->
          random.nextBoolean()
              ? json.number()
              : String.valueOf(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
      case BOOLEAN -> String.valueOf(random.nextBoolean());
      case DATE -> '"' + day().toString() + '"';
      case TIMESTAMP -> moment();
      case UUID -> uuid();
      case JSON -> json.value(3).strip();
    };
  }

  private LocalDate day() {
    return LocalDate.ofEpochDay(random.nextLong(FIRST_DAY, LAST_DAY));
  }

  private String moment() {
    int digits = random.nextInt(12);
    String fraction = String.format("%06d", random.nextInt(1_000_000)) + "00001";
    String zone =
        random.nextBoolean()
            ? "Z"
            : String.format(
                "%s%02d:%02d",
                random.nextBoolean() ? "+" : "-", random.nextInt(15), random.nextInt(60));
    return String.format(
        "\"%sT%02d:%02d:%02d%s%s\"",
        day(),
        random.nextInt(24),
        random.nextInt(60),
        random.nextInt(60),
        digits == 0 ? "" : "." + fraction.substring(0, digits),
        zone);
  }

  private String uuid() {
    String text = new UUID(random.nextLong(), random.nextLong()).toString();
    return '"' + (random.nextBoolean() ? text : text.toUpperCase(java.util.Locale.ROOT)) + '"';
  }

  private String decimal(DecimalType type) {
    int digits = 1 + random.nextInt(type.precision());
    BigInteger unscaled = new BigInteger(digits * (random.nextInt(10) == 0 ? 4 : 3), random);
    BigDecimal value =
        new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
    String text =
        switch (random.nextInt(3)) {
          case 0 -> value.toPlainString();
          case 1 -> value.toString();
          default -> value.stripTrailingZeros().toString();
        };
    return random.nextBoolean() ? text : '"' + text + '"';
  }
}
