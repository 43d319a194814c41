package dev.kcompact.cli.inspect;

import dev.kcompact.contract.table.DefinitionFiles;
import java.util.List;
import java.util.Map;

/**
 * A table's definition, and what the job's decoder makes of the sample by it.
 *
 * @param definition text of {@code tables/<table>.yaml}
 * @param schema text of {@code schemas/<table>.schema.json}
 * @param columns number of columns
 * @param records number of the sample's records
 * @param good number of records that are good rows
 * @param corrupt numbers of the others by reason and place
 * @param findings what a person should look at
 */
public record InferredTable(
    String table,
    String definition,
    String schema,
    int columns,
    long records,
    long good,
    Map<String, Long> corrupt,
    List<Finding> findings) {
  public InferredTable {
    corrupt = Map.copyOf(corrupt);
    findings = List.copyOf(findings);
  }

  public String definitionFile() {
    return "tables/" + table + ".yaml";
  }

  public String schemaFile() {
    return "schemas/" + table + ".schema.json";
  }

  /** The two files. */
  public DefinitionFiles files() {
    return new DefinitionFiles(Map.of(definitionFile(), definition, schemaFile(), schema));
  }
}
