package dev.kcompact.finalizer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.ExactConversion;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExactConversionTest {
  @Test
  void scalarsConvertOnlyWhereNoValueIsGuessed() {
    for (Scalar from : Scalar.values()) {
      List<Scalar> to =
          Arrays.stream(Scalar.values())
              .filter(other -> ExactConversion.exists(from, other))
              .toList();
      List<Scalar> expected =
          switch (from) {
            case INTEGER -> List.of(Scalar.INTEGER, Scalar.NUMBER);
            case UUID -> List.of(Scalar.STRING, Scalar.UUID);
            default -> List.of(from);
          };
      assertThat(to).as(from.name()).isEqualTo(expected);
    }
  }

  @Test
  void structsMayGrowAndShrink() {
    ColumnType two = struct("a", Scalar.INTEGER, "b", Scalar.STRING);
    ColumnType grown =
        new StructType(
            List.of(field("b", Scalar.STRING), field("c", Scalar.DATE), field("a", Scalar.NUMBER)));

    assertThat(ExactConversion.exists(two, grown)).isTrue();
    assertThat(ExactConversion.exists(grown, two)).as("a number to an integer").isFalse();
    assertThat(ExactConversion.exists(grown, struct("b", Scalar.STRING, "x", Scalar.DATE)))
        .isTrue();
    assertThat(ExactConversion.exists(two, struct("x", Scalar.DATE, "y", Scalar.DATE)))
        .as("no field in common")
        .isFalse();
    assertThat(ExactConversion.exists(list(two), list(grown))).isTrue();
    assertThat(ExactConversion.exists(list(grown), list(two))).isFalse();
    assertThat(ExactConversion.exists(list(two), two)).isFalse();
    assertThat(
            ExactConversion.exists(
                new MapType(two, Constraints.NONE), new MapType(grown, Constraints.NONE)))
        .isTrue();
    assertThat(ExactConversion.exists(two, Scalar.JSON)).isFalse();
  }

  /** What is allowed keeps the extreme values of the type in DuckDB. */
  @Test
  void anAllowedConversionOfNumbersKeepsTheValue() throws SQLException {
    int allowed = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (ColumnType from : exactNumbers()) {
        for (ColumnType to : exactNumbers()) {
          if (ExactConversion.exists(from, to)) {
            assertKept(statement, from, to);
            allowed++;
          }
        }
      }
    }
    assertThat(allowed).isGreaterThan(50);
  }

  private static void assertKept(Statement statement, ColumnType from, ColumnType to)
      throws SQLException {
    BigDecimal largest = largest(from);
    String query =
        "SELECT CAST(CAST('%s' AS %s) AS %s)"
            .formatted(largest.toPlainString(), TypeNames.duckDb(from), TypeNames.duckDb(to));
    try (ResultSet result = statement.executeQuery(query)) {
      result.next();
      assertThat(result.getBigDecimal(1)).as(query).isEqualByComparingTo(largest);
    }
  }

  private static List<ColumnType> exactNumbers() {
    List<ColumnType> types = new ArrayList<>(List.of(Scalar.INTEGER));
    for (int precision : new int[] {1, 2, 9, 10, 18, 19, 20, 38}) {
      for (int scale : new TreeSet<>(List.of(0, 1, precision / 2, precision))) {
        types.add(new DecimalType(precision, scale));
      }
    }
    return types;
  }

  private static BigDecimal largest(ColumnType type) {
    if (type instanceof DecimalType decimal) {
      return new BigDecimal(
          BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE), decimal.scale());
    }
    return BigDecimal.valueOf(Long.MAX_VALUE);
  }

  private static ColumnType list(ColumnType element) {
    return new ArrayType(element, Constraints.NONE);
  }

  private static StructType struct(String a, ColumnType first, String b, ColumnType second) {
    return new StructType(List.of(field(a, first), field(b, second)));
  }

  private static Field field(String name, ColumnType type) {
    return new Field(name, type, false, true, Constraints.NONE);
  }
}
