package dev.kcompact.finalizer.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kcompact.finalizer.duckdb.DuckDb;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Checks the memory and storage of the template's functions. The parser drops the tags of
 * CloudFormation's functions, so a reference is the text of its target.
 */
class FunctionResourcesTest {
  private static final Path TEMPLATE = Path.of("..", "statemachine", "template.yaml");

  /** Accounts without a raised quota get no more memory. */
  private static final int NEW_ACCOUNT_MB = 3008;

  /** Of the JVM beside its heap. */
  private static final int MIN_REST_MB = 256;

  private static final String STORAGE = "FinalizeStorage";

  private final JsonNode template;

  FunctionResourcesTest() throws Exception {
    template = new YAMLMapper().readTree(TEMPLATE.toFile());
  }

  @Test
  void heapAndDuckDbFitTheMemoryOfEveryFunctionThatUsesDuckDb() {
    Set<String> users = usersOfDuckDb();
    String heap = template.at("/Mappings/DuckDb/Jvm/Heap").asText();
    int heapMb = Integer.parseInt(heap.replace("m", ""));
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> function : functions().entrySet()) {
      String handler = function.getValue().path("Handler").asText().replaceAll("::.*", "");
      JsonNode options = function.getValue().at("/Environment/Variables/JAVA_TOOL_OPTIONS");
      if (users.contains(handler)) {
        found.add(function.getKey());
        assertThat(options.at("/0").asText()).as(function.getKey()).contains("-Xmx${Heap}");
        assertThat(options.at("/1/Heap")).extracting(JsonNode::asText).contains("DuckDb", "Heap");
        int memory = memory(function.getValue());
        assertThat(heapMb + memory / 2 + MIN_REST_MB)
            .as(function.getKey())
            .isLessThanOrEqualTo(memory);
      }
    }
    assertThat(found).contains("FinalizeFunction", "PlanFunction").hasSizeGreaterThan(4);
  }

  /** One parameter sets the size of /tmp and tells the functions about it. */
  @Test
  void storageAndItsLimitAreTheSameForAllFunctions() {
    JsonNode globals = template.at("/Globals/Function");
    assertThat(globals.at("/EphemeralStorage/Size").asText()).isEqualTo(STORAGE);
    assertThat(globals.at("/Environment/Variables/KCOMPACT_TMP_BYTES").asText())
        .isEqualTo("${" + STORAGE + "}MB");
    assertThat(functions().values())
        .allSatisfy(
            function -> {
              assertThat(function.has("EphemeralStorage")).isFalse();
              assertThat(function.at("/Environment/Variables").has("KCOMPACT_TMP_BYTES")).isFalse();
            });
  }

  @Test
  void aNewAccountTakesTheDefaults() {
    assertThat(functions().values())
        .extracting(this::memory)
        .hasSizeGreaterThan(10)
        .allMatch(memory -> memory <= NEW_ACCOUNT_MB);
  }

  /** Names of the classes that depend on DuckDB's adapter, directly or through others. */
  private static Set<String> usersOfDuckDb() {
    JavaClasses classes =
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              // Only dependencies between the functions' own classes count.
              configuration.setResolveMissingDependenciesFromClassPath(false);
              return new ClassFileImporter()
                  .withImportOption(new ImportOption.DoNotIncludeTests())
                  .importPackages("dev.kcompact.finalizer");
            });
    Set<String> users = new HashSet<>();
    Deque<JavaClass> left = new ArrayDeque<>(List.of(classes.get(DuckDb.class)));
    while (!left.isEmpty()) {
      for (Dependency dependency : left.pop().getDirectDependenciesToSelf()) {
        if (users.add(dependency.getOriginClass().getName())) {
          left.add(dependency.getOriginClass());
        }
      }
    }
    return users;
  }

  private int memory(JsonNode function) {
    JsonNode own = function.path("MemorySize");
    JsonNode size = own.isMissingNode() ? template.at("/Globals/Function/MemorySize") : own;
    return size.isNumber()
        ? size.intValue()
        : template.path("Parameters").path(size.asText()).path("Default").intValue();
  }

  private Map<String, JsonNode> functions() {
    Map<String, JsonNode> functions = new TreeMap<>();
    template
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().path("Type").asText().equals("AWS::Serverless::Function")) {
                functions.put(resource.getKey(), resource.getValue().path("Properties"));
              }
            });
    return functions;
  }
}
