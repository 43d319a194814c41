package dev.kcompact.contract.table;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.schema.TableSchema;
import java.util.List;

/**
 * A table that is made by SQL over the processed day of other tables.
 *
 * @param sql one DuckDB query that names its inputs as tables
 * @param inputs names of base tables
 */
public record DerivedTable(
    String name,
    String domain,
    String sql,
    List<String> inputs,
    TableSchema schema,
    List<String> key,
    long targetBytes,
    List<QualityRule> rules)
    implements TableDefinition {
  public DerivedTable {
    requireNonNull(name, "name is null");
    requireNonNull(domain, "domain is null");
    requireNonNull(sql, "sql is null");
    requireNonNull(schema, "schema is null");
    inputs = List.copyOf(inputs);
    key = List.copyOf(key);
    rules = List.copyOf(rules);
    checkArgument(!inputs.isEmpty(), "inputs is empty");
    requirePositive(targetBytes, "targetBytes");
  }
}
