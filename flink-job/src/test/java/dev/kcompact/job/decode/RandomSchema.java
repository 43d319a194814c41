package dev.kcompact.job.decode;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Column types of any shape. */
final class RandomSchema {
  private static final List<String> NAMES =
      List.of("a", "b", "id", "nome", "valor_total", "X9", "z");

  private final Random random;

  RandomSchema(Random random) {
    this.random = random;
  }

  StructType struct(int depth) {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    List<Field> fields = new ArrayList<>();
    for (String name : names.subList(0, 1 + random.nextInt(5))) {
      fields.add(
          new Field(
              name,
              type(depth - 1),
              random.nextInt(3) == 0,
              random.nextInt(4) == 0,
              Constraints.NONE));
    }
    return new StructType(fields);
  }

  private ColumnType type(int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 7);
    return switch (kind) {
      case 0, 1, 2, 3, 4 -> Scalar.values()[random.nextInt(Scalar.values().length)];
      case 5, 6 -> decimal();
      case 7 -> new ArrayType(type(depth - 1), Constraints.NONE);
      case 8 -> new MapType(type(depth - 1), Constraints.NONE);
      default -> struct(depth);
    };
  }

  private DecimalType decimal() {
    int precision = 1 + random.nextInt(DecimalType.MAX_PRECISION);
    return new DecimalType(precision, random.nextInt(precision + 1));
  }
}
