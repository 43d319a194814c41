package dev.kcompact.contract.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.kcompact.contract.schema.Dialect;
import dev.kcompact.contract.schema.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Loads definition files into a catalog: checks the form by JSON Schema, then the meaning. Collects
 * every problem, so that all can be fixed at once. One instance loads once.
 */
final class CatalogLoader {
  /** Bounds the stack of recursive readers; no type may be nested deeper than 32 levels. */
  private static final StreamReadConstraints NOT_DEEP =
      StreamReadConstraints.builder().maxNestingDepth(200).build();

  private static final ObjectMapper YAML =
      mapper(YAMLFactory.builder().streamReadConstraints(NOT_DEEP).build());
  private static final ObjectMapper JSON =
      mapper(JsonFactory.builder().streamReadConstraints(NOT_DEEP).build());

  private final DefinitionFiles files;
  private final List<Problem> problems = new ArrayList<>();

  /** By file and dialect. */
  private final Map<List<Object>, Optional<TableSchema>> schemas = new HashMap<>();

  CatalogLoader(DefinitionFiles files) {
    this.files = files;
  }

  private static ObjectMapper mapper(JsonFactory format) {
    return new ObjectMapper(format)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  TableCatalog load() {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    JsonSchema form = factory.getSchema(definitionSchema(), config);
    JsonSchema metaSchema = factory.getSchema(SchemaLocation.of(SchemaId.V202012), config);

    Map<String, TableDefinition> found = new HashMap<>();
    Map<TableDefinition, String> origins = new HashMap<>();
    Map<WildcardTable, String> wildcards = new LinkedHashMap<>();
    if (files.tables().isEmpty()) {
      problems.add(new Problem("tables/", "", "holds no *.yaml; expected a definition a table"));
    }
    for (String file : files.tables()) {
      readTable(file, form, metaSchema, wildcards)
          .ifPresent(
              table -> {
                TableDefinition earlier = found.put(table.name(), table);
                if (earlier != null) {
                  String other = Objects.requireNonNull(origins.get(earlier));
                  problems.add(
                      new Problem(file, "/table", "is " + table.name() + ", as in " + other));
                }
                origins.put(table, file);
              });
    }
    new CatalogRules(found, origins, problems).check();
    new WildcardRules(wildcards, found.values(), origins, problems).check();
    if (!problems.isEmpty()) {
      throw new InvalidDefinitionsException(problems);
    }
    List<TableDefinition> tables = SharedPrefixes.resolve(found.values(), wildcards.keySet());
    return new TableCatalog(tables, wildcards.keySet(), tables);
  }

  /**
   * @param wildcards receives the definition and its file if it is of more topics than one
   */
  private Optional<TableDefinition> readTable(
      String file, JsonSchema form, JsonSchema meta, Map<WildcardTable, String> wildcards) {
    Optional<JsonNode> node = parse(file, YAML);
    if (node.isEmpty() || !conforms(file, node.get(), form)) {
      return Optional.empty();
    }
    String schemaFile = node.get().get("schema").textValue();
    if (schemaFile.equals(TableSchema.ANY_NAME)) {
      schemas.put(
          List.of(schemaFile, RecordFormReader.dialect(node.get().path("record"))),
          Optional.of(TableSchema.ANY));
    }
    Dialect dialect = RecordFormReader.dialect(node.get().path("record"));
    Optional<TableSchema> schema =
        schemas.computeIfAbsent(
            List.of(schemaFile, dialect), key -> readSchema(file, schemaFile, dialect, meta));
    Optional<TableDefinition> table =
        schema.flatMap(
            columns -> new DefinitionReader(file, node.get(), columns, files, problems).read());
    if (!WildcardReader.isWildcard(node.get())) {
      return table;
    }
    if (table.isPresent() && table.get() instanceof BaseTable model) {
      new WildcardReader(node.get(), (path, text) -> problems.add(new Problem(file, path, text)))
          .read(model)
          .ifPresent(wildcard -> wildcards.put(wildcard, file));
    }
    return Optional.empty();
  }

  private Optional<TableSchema> readSchema(
      String from, String schemaFile, Dialect dialect, JsonSchema meta) {
    if (!files.contents().containsKey(schemaFile)) {
      problems.add(new Problem(from, "/schema", "names " + schemaFile + ", which is not there"));
      return Optional.empty();
    }
    return parse(schemaFile, JSON)
        .filter(node -> conforms(schemaFile, node, meta))
        .flatMap(node -> new JsonSchemaReader(schemaFile, node, dialect, problems).read());
  }

  private boolean conforms(String file, JsonNode node, JsonSchema schema) {
    int before = problems.size();
    schema
        .validate(node)
        .forEach(
            found ->
                problems.add(
                    new Problem(
                        file,
                        found.getInstanceLocation().toString(),
                        found.getMessage().replaceFirst("^[^:]*: ", ""))));
    return problems.size() == before;
  }

  private Optional<JsonNode> parse(String file, ObjectMapper mapper) {
    try {
      JsonNode node = mapper.readTree(files.contents().get(file));
      if (node.isMissingNode() || node.isNull()) {
        problems.add(new Problem(file, "", "is empty"));
        return Optional.empty();
      }
      return Optional.of(node);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      problems.add(
          new Problem(file, "", line + e.getOriginalMessage().lines().findFirst().orElse("")));
      return Optional.empty();
    }
  }

  private static JsonNode definitionSchema() {
    try (InputStream in = CatalogLoader.class.getResourceAsStream("table-definition.schema.json")) {
      return JSON.readTree(Objects.requireNonNull(in, "table-definition.schema.json is missing"));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read table-definition.schema.json", e);
    }
  }
}
