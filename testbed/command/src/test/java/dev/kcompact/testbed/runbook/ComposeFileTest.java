package dev.kcompact.testbed.runbook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Checks docker-compose.yml, which is not started here, against the specification's schema and
 * further rules.
 */
class ComposeFileTest {
  private static final int MOST_MIB = 8192;

  /** A tag that names a release, unlike {@code latest} or a missing tag. */
  private static final String PINNED = ".+:[a-z0-9._-]*[0-9][a-zA-Z0-9._-]*";

  private static final Path FOLDER = Page.ROOT.resolve("testbed/compose");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static JsonNode file = JSON.nullNode();
  private static final Map<String, JsonNode> SERVICES = new LinkedHashMap<>();

  @BeforeAll
  static void read() throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    file = JSON.valueToTree(yaml.load(Files.readString(Page.ROOT.resolve("docker-compose.yml"))));
    file.path("services")
        .properties()
        .forEach(each -> SERVICES.put(each.getKey(), each.getValue()));
    assertThat(SERVICES).hasSizeGreaterThan(9);
  }

  /**
   * The schema is part of the linter's npm package, which CI installs; elsewhere it may be missing.
   */
  @Test
  void itsFormIsTheSpecifications() throws IOException {
    Path schema = FOLDER.resolve("node_modules/dclint/schemas/compose.schema.json");
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(
          Files.exists(schema),
          "docker-compose.yml is NOT checked against its schema; run npm install --prefix testbed/compose"
              + " --no-save dclint@3.1.0");
    }
    JsonSchema compose =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            // The validator does not support its own address and that of its dialect.
            .getSchema(
                ((ObjectNode) JSON.readTree(schema.toFile())).without(List.of("$schema", "$id")));
    assertThat(compose.validate(file)).isEmpty();
    ObjectNode misspelt = file.deepCopy();
    ((ObjectNode) misspelt.path("services").path("s3")).put("mem_limits", "1m");
    assertThat(compose.validate(misspelt)).as("the schema is in force").isNotEmpty();
  }

  @Test
  void imagesArePinned() throws IOException {
    assertThat(SERVICES)
        .allSatisfy((name, service) -> assertThat(text(service, "image")).as(name).matches(PINNED));
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path dockerfile :
          files.filter(each -> each.toString().endsWith("Dockerfile")).toList()) {
        assertThat(Files.readAllLines(dockerfile))
            .as(dockerfile.toString())
            .filteredOn(line -> line.startsWith("FROM "))
            .isNotEmpty()
            .allSatisfy(line -> assertThat(line).matches(PINNED));
      }
    }
  }

  @Test
  void nothingIsOpenToOtherMachinesAndNothingHasTheHostsNetwork() {
    SERVICES.forEach(
        (name, service) -> {
          assertThat(text(service, "network_mode"))
              .as(name)
              .isEqualTo(name.equals("net") ? "" : "service:net");
          assertThat(service.path("privileged").asBoolean()).as(name).isFalse();
          service
              .path("ports")
              .forEach(port -> assertThat(port.asText()).as(name).startsWith("127.0.0.1:"));
        });
  }

  @Test
  void memoryIsLimitedAndFitsALaptop() {
    int all = 0;
    for (Map.Entry<String, JsonNode> service : SERVICES.entrySet()) {
      assertThat(text(service.getValue(), "mem_limit")).as(service.getKey()).matches("\\d+m");
      int limit = Integer.parseInt(text(service.getValue(), "mem_limit").replace("m", ""));
      all += limit;
      for (String word : words(service.getValue())) {
        if (word.startsWith("-Xmx")) {
          assertThat(Integer.parseInt(word.replaceAll("\\D", "")))
              .as(service.getKey() + ": a JVM is larger than its heap")
              .isLessThanOrEqualTo(limit - 90);
        }
      }
    }
    assertThat(all).isLessThanOrEqualTo(MOST_MIB);
  }

  @Test
  void everyServerHasAHealthCheckAndStartsAfterWhatItNeeds() {
    Set<String> ended = new HashSet<>();
    SERVICES.forEach(
        (name, service) -> {
          boolean server = !text(service, "restart").equals("no");
          assertThat(service.has("healthcheck")).as(name).isEqualTo(server);
          service
              .path("depends_on")
              .properties()
              .forEach(
                  needed -> {
                    assertThat(ended)
                        .as(name + " comes after what it needs")
                        .contains(needed.getKey());
                    assertThat(text(needed.getValue(), "condition"))
                        .as(name)
                        .isEqualTo("service_healthy");
                    assertThat(SERVICES.get(needed.getKey()).has("healthcheck")).isTrue();
                  });
          assertThat(service.path("depends_on").isEmpty()).as(name).isEqualTo(name.equals("net"));
          ended.add(name);
        });
  }

  @Test
  void volumesAreNamedOrInTheRepository() {
    Set<String> used = new HashSet<>();
    SERVICES.forEach(
        (name, service) ->
            service
                .path("volumes")
                .forEach(
                    volume -> {
                      String[] parts = volume.asText().split(":");
                      if (!parts[0].startsWith(".")) {
                        used.add(parts[0]);
                        return;
                      }
                      assertThat(parts).as(name + ": " + volume).hasSize(3).endsWith("ro");
                      if (!parts[0].contains("/target/")) {
                        assertThat(Page.ROOT.resolve(parts[0])).as(name).exists();
                      }
                    }));
    Set<String> named = new HashSet<>();
    file.path("volumes").fieldNames().forEachRemaining(named::add);
    assertThat(used).isEqualTo(named);
  }

  @Test
  void whatIsStartedIsThere() {
    Map<String, Set<String>> commands = Known.commands();
    SERVICES.forEach(
        (name, service) -> {
          List<String> words = words(service);
          for (String word : words) {
            if (word.startsWith("dev.kcompact.")) {
              String source = word.replace('.', '/') + ".java";
              assertThat(
                      Stream.of("testbed/s3-server", "testbed/command", "flink-job")
                          .map(module -> Page.ROOT.resolve(module + "/src/main/java/" + source)))
                  .as(name + ": " + word)
                  .anyMatch(Files::exists);
            }
            if (word.startsWith("/opt/kcompact/testbed/") && word.endsWith(".py")) {
              assertThat(Page.ROOT.resolve(word.substring("/opt/kcompact/".length()))).exists();
            }
          }
          int main = words.indexOf("dev.kcompact.testbed.TestbedCommand");
          if (main >= 0 && !words.get(main + 1).startsWith("--")) {
            assertThat(commands).as(name).containsKey(words.get(main + 1));
            assertThat(words.subList(main + 2, words.size()))
                .as(name)
                .allSatisfy(
                    option ->
                        assertThat(commands.get(words.get(main + 1)))
                            .contains(option.replaceAll("=.*", "")));
          }
        });
  }

  @Test
  void scriptsAreWellFormed() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path script : files.filter(each -> each.toString().endsWith(".sh")).toList()) {
        assertWellFormed("sh", Files.readString(script));
      }
    }
    for (JsonNode service : SERVICES.values()) {
      JsonNode test = service.path("healthcheck").path("test");
      if (test.path(0).asText().equals("CMD-SHELL")) {
        assertWellFormed("sh", test.path(1).asText());
      } else if (test.path(1).asText().equals("bash")) {
        assertWellFormed("bash", test.path(3).asText());
      }
    }
  }

  private static void assertWellFormed(String shell, String script) throws Exception {
    Process process = new ProcessBuilder(shell, "-nc", script).redirectErrorStream(true).start();
    assertThat(process.waitFor(20, SECONDS)).isTrue();
    assertThat(process.exitValue()).as(script).isZero();
  }

  @Test
  void theJobsPropertiesExist() throws IOException {
    Set<String> named = new HashSet<>();
    JSON.readTree(FOLDER.resolve("application_properties.json").toFile())
        .forEach(group -> group.path("PropertyMap").fieldNames().forEachRemaining(named::add));
    named.removeIf(name -> name.startsWith("producer."));
    assertThat(named).isSubsetOf(Known.properties());
  }

  /** A sink writes to the prefix of its topic's table. */
  @Test
  void sinksWriteWhereTheTablesLook() throws IOException {
    TableCatalog catalog = TableCatalog.load(DefinitionFiles.readFolder(Page.ROOT.resolve("conf")));
    List<String> seen = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve("connectors"))) {
      for (Path sink : files.toList()) {
        JsonNode config = JSON.readTree(sink.toFile());
        BaseTable table =
            catalog.baseTables().stream()
                .filter(each -> each.name().equals(text(config, "topics")))
                .findFirst()
                .orElseThrow();
        assertThat(table.prefix())
            .isEqualTo(text(config, "topics.dir") + "/" + text(config, "topics") + "/");
        assertThat(plain(text(config, "path.format"))).startsWith(plain(layout(table.name())));
        seen.add(table.name());
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("orders", "payments", "customers");
  }

  /** Literal text is quoted in different places; the sink's years are named YYYY. */
  private static String plain(String layout) {
    return layout.replace("'", "").replace("YYYY", "yyyy");
  }

  private static String layout(String table) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    JsonNode definition =
        JSON.valueToTree(
            yaml.load(Files.readString(Page.ROOT.resolve("conf/tables/" + table + ".yaml"))));
    return definition.path("day").path("layout").asText();
  }

  private static List<String> words(JsonNode service) {
    return Stream.of("entrypoint", "command")
        .flatMap(part -> StreamSupport.stream(service.path(part).spliterator(), false))
        .map(JsonNode::asText)
        .toList();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
