package dev.kcompact.testbed.check;

import dev.kcompact.testbed.check.DeclaredType.ListOf;
import dev.kcompact.testbed.check.DeclaredType.MapOf;
import dev.kcompact.testbed.check.DeclaredType.Simple;
import dev.kcompact.testbed.check.DeclaredType.Struct;
import dev.kcompact.testbed.sample.Row;
import dev.kcompact.testbed.sample.Row.DecimalText;
import dev.kcompact.testbed.sample.Row.FreeJson;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as DuckDB literals, so that tests can write Parquet without the product's code. */
final class SqlLiteral {
  private SqlLiteral() {}

  static String of(DeclaredType type, @Nullable Object value) {
    return "CAST(" + untyped(type, value) + " AS " + type.duckDb() + ")";
  }

  private static String untyped(DeclaredType type, @Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (type instanceof Struct struct) {
      return struct.fields().stream()
          .map(f -> "'" + f.getKey() + "': " + of(f.getValue(), ((Row) value).get(f.getKey())))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (type instanceof ListOf list) {
      return ((List<?>) value)
          .stream().map(v -> of(list.element(), v)).collect(Collectors.joining(", ", "[", "]"));
    }
    if (type instanceof MapOf map) {
      return ((Map<?, ?>) value)
          .entrySet().stream()
              .map(e -> text(e.getKey()) + ": " + of(map.value(), e.getValue()))
              .collect(Collectors.joining(", ", "MAP {", "}"));
    }
    if (value instanceof BigDecimal number) {
      return text(number.toPlainString());
    }
    if (value instanceof DecimalText number) {
      return text(number.value().toPlainString());
    }
    if (type == Simple.TEXT && value instanceof FreeJson json) {
      return text(json.text());
    }
    return text(value);
  }

  static String text(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }

  static String bytesAsText(byte[] bytes) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    boolean valid = Arrays.equals(bytes, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return text(valid ? text : "base64:" + java.util.Base64.getEncoder().encodeToString(bytes));
  }
}
