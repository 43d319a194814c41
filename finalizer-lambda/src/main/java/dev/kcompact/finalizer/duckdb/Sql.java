package dev.kcompact.finalizer.duckdb;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.kcompact.contract.schema.ColumnPath;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TypeNames;
import dev.kcompact.finalizer.failure.NonRetryableException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * A DuckDB statement or fragment. Its text is a constant of the program; names and values enter it
 * only as quoted identifiers and literals. {@link #ofDefinition} is the one exception.
 */
public final class Sql {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]\\w*)\\}");

  private final String text;

  private Sql(String text) {
    this.text = text;
  }

  public static Sql of(@CompileTimeConstant String text) {
    return of(text, Map.of());
  }

  /**
   * Replaces the placeholders of a constant text. A placeholder is a name in braces, such as {@code
   * {table}}; other braces belong to DuckDB. Values are not searched for placeholders.
   *
   * @param values by the placeholder's name
   * @throws IllegalArgumentException if a placeholder has no value, or a value has no placeholder
   */
  public static Sql of(@CompileTimeConstant String template, Map<String, Sql> values) {
    Set<String> unused = new HashSet<>(values.keySet());
    String text =
        PLACEHOLDER
            .matcher(template.strip())
            .replaceAll(
                match -> {
                  Sql value = values.get(match.group(1));
                  if (value == null) {
                    throw new IllegalArgumentException("No value for " + match.group());
                  }
                  unused.remove(match.group(1));
                  return Matcher.quoteReplacement(value.text);
                });
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("No placeholder for " + unused);
    }
    return new Sql(text);
  }

  /**
   * Unchecked SQL of a table definition: a query or a predicate. Templates put it in parentheses;
   * its line break keeps a trailing comment inside them.
   */
  public static Sql ofDefinition(String text) {
    return new Sql(text + "\n");
  }

  /** Quotes an identifier; fails for names that DuckDB cannot have. */
  public static Sql identifier(String name) {
    if (name.isEmpty()) {
      throw new NonRetryableException("Failed to quote an identifier: it is empty; give it a name");
    }
    if (name.indexOf('\0') >= 0) {
      throw new NonRetryableException(
          "Failed to quote an identifier: it contains a NUL character; remove it");
    }
    return new Sql(TypeNames.quoted(name));
  }

  public static Sql identifiers(Collection<String> names) {
    return names.stream().map(Sql::identifier).collect(joining(", "));
  }

  /**
   * Returns the value of a column, or of a field inside it.
   *
   * @param name in the form of {@link ColumnPath#toString}
   */
  public static Sql column(String name) {
    ColumnPath path = ColumnPath.parse(name);
    Sql value = identifier(path.column());
    for (String field : path.steps().subList(1, path.steps().size())) {
      value =
          of("struct_extract({struct}, {name})", Map.of("struct", value, "name", literal(field)));
    }
    return value;
  }

  /** Returns the values that {@link #column} gives for names. */
  public static Sql columns(Collection<String> names) {
    return names.stream().map(Sql::column).collect(joining(", "));
  }

  /** Quotes a string. DuckDB's parser takes a NUL character as the end of the statement. */
  public static Sql literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return new Sql(
        text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")");
  }

  public static Sql literals(Collection<String> texts) {
    return of(
        "[{texts}]", Map.of("texts", texts.stream().map(Sql::literal).collect(joining(", "))));
  }

  public static Sql file(Path file) {
    return literal(file.toString());
  }

  public static Sql files(Collection<Path> files) {
    return literals(files.stream().map(Path::toString).toList());
  }

  public static Sql number(long number) {
    return new Sql(Long.toString(number));
  }

  public static Sql number(BigDecimal number) {
    return new Sql(number.toPlainString());
  }

  public static Sql type(ColumnType type) {
    return new Sql(TypeNames.duckDb(type));
  }

  /** A query without rows that has these columns. */
  public static Sql emptyRelation(Collection<Field> fields) {
    Sql columns =
        fields.stream()
            .map(
                column ->
                    of(
                        "CAST(NULL AS {type}) AS {name}",
                        Map.of("type", type(column.type()), "name", identifier(column.name()))))
            .collect(joining(", "));
    return of("SELECT {columns} WHERE false", Map.of("columns", columns));
  }

  public static Collector<Sql, ?, Sql> joining(@CompileTimeConstant String separator) {
    return Collectors.collectingAndThen(
        Collectors.mapping(Sql::toString, Collectors.joining(separator)), Sql::new);
  }

  @Override
  public String toString() {
    return text;
  }
}
