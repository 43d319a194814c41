package dev.kcompact.finalizer.duckdb;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.TableSchema;
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
 * A DuckDB statement or a fragment of one. Its text is a constant of the program; a name or a value
 * enters it as a quoted identifier or literal only. {@link #ofDefinition} is the one exception.
 */
public final class Sql {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]\\w*)\\}");

  private final String text;

  private Sql(String text) {
    this.text = text;
  }

  /** A constant text without placeholders. */
  public static Sql of(@CompileTimeConstant String text) {
    return of(text, Map.of());
  }

  /**
   * A constant text whose placeholders are replaced. A placeholder is a name in braces, such as
   * {@code {table}}; other braces belong to DuckDB. Values are not searched for placeholders.
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
   * SQL that the author of a table definition wrote: a query or a predicate, not checked. Templates
   * put it in parentheses; its line break keeps a trailing comment inside of them.
   */
  public static Sql ofDefinition(String text) {
    return new Sql(text + "\n");
  }

  /**
   * A quoted identifier.
   *
   * @throws NonRetryableException if DuckDB has no such identifier
   */
  public static Sql identifier(String name) {
    if (name.isEmpty()) {
      throw new NonRetryableException("Failed to quote an identifier: it is empty; give it a name");
    }
    return new Sql(TypeNames.quoted(parseable(name)));
  }

  /** Quoted identifiers with commas between. */
  public static Sql identifiers(Collection<String> names) {
    return names.stream().map(Sql::identifier).collect(joining(", "));
  }

  /**
   * A string literal.
   *
   * @throws NonRetryableException if DuckDB cannot parse the text
   */
  public static Sql literal(String text) {
    return new Sql("'" + parseable(text).replace("'", "''") + "'");
  }

  /** DuckDB's parser takes a NUL character for the statement's end. */
  private static String parseable(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new NonRetryableException("Failed to quote a text for DuckDB: it has a NUL; remove it");
    }
    return text;
  }

  /** A list of string literals. */
  public static Sql literals(Collection<String> texts) {
    return of(
        "[{texts}]", Map.of("texts", texts.stream().map(Sql::literal).collect(joining(", "))));
  }

  /** A file's path as a literal. */
  public static Sql file(Path file) {
    return literal(file.toString());
  }

  /** A list of paths for {@code read_parquet}. */
  public static Sql files(Collection<Path> files) {
    return literals(files.stream().map(Path::toString).toList());
  }

  public static Sql number(long number) {
    return new Sql(Long.toString(number));
  }

  public static Sql number(BigDecimal number) {
    return new Sql(number.toPlainString());
  }

  /** A column type's name. */
  public static Sql type(ColumnType type) {
    return new Sql(TypeNames.duckDb(type));
  }

  /** A query that returns no row and has a schema's columns. */
  public static Sql emptyRelation(TableSchema schema) {
    Sql columns =
        schema.columns().stream()
            .map(
                column ->
                    of(
                        "CAST(NULL AS {type}) AS {name}",
                        Map.of("type", type(column.type()), "name", identifier(column.name()))))
            .collect(joining(", "));
    return of("SELECT {columns} WHERE false", Map.of("columns", columns));
  }

  /** Joins fragments with a constant separator. */
  public static Collector<Sql, ?, Sql> joining(@CompileTimeConstant String separator) {
    return Collectors.collectingAndThen(
        Collectors.mapping(Sql::toString, Collectors.joining(separator)), Sql::new);
  }

  /** The text as DuckDB gets it. */
  @Override
  public String toString() {
    return text;
  }
}
