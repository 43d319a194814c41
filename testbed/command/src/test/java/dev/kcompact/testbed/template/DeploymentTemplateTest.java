package dev.kcompact.testbed.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Properties that hold for every resource of the template. The parser drops the tags of
 * CloudFormation's functions, so a reference is the text of its target.
 */
class DeploymentTemplateTest {
  private static final Path FILE = Path.of("../../statemachine/template.yaml");

  /** Names within another resource of the stack, or of what is not a resource. */
  private static final Set<String> WITHIN_ANOTHER = Set.of("LogStreamName", "MetricName");

  private final JsonNode template;

  DeploymentTemplateTest() throws IOException {
    template = new YAMLMapper().readTree(FILE.toFile());
  }

  /** What is kept would prevent the repetition of a creation that failed. */
  @Test
  void whatIsKeptIsNotKeptWhenItsCreationFails() {
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, JsonNode> resource : resources()) {
      JsonNode policy = resource.getValue().path("DeletionPolicy");
      if (!policy.isMissingNode()) {
        kept.add(resource.getKey());
        assertThat(policy.asText()).as(resource.getKey()).isEqualTo("RetainExceptOnCreate");
        assertThat(resource.getValue().path("UpdateReplacePolicy").asText())
            .as(resource.getKey())
            .isEqualTo("Retain");
      }
    }
    assertThat(kept).containsExactlyInAnyOrder("Lake", "Source", "LockTable");
  }

  /** Two stacks of one account must not ask for the same name, nor one after a deleted one. */
  @Test
  void everyNameHasThePrefixOrIsAParameter() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> resource : resources()) {
      for (Map.Entry<String, JsonNode> property :
          resource.getValue().path("Properties").properties()) {
        String name = property.getKey();
        String value = property.getValue().asText();
        boolean isOfAnother =
            WITHIN_ANOTHER.contains(name) || template.path("Resources").has(value);
        if (name.endsWith("Name") && !isOfAnother) {
          names.add(value);
          assertThat(value)
              .as(resource.getKey() + "." + name)
              .matches(".*NamePrefix.*|LakeBucket|SourceBucket");
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(20);
  }

  /** A retained resource with a name is created once, unless a condition leaves it out. */
  @Test
  void whatIsKeptAndHasANameCanBeLeftOut() {
    for (Map.Entry<String, JsonNode> resource : resources()) {
      JsonNode properties = resource.getValue().path("Properties");
      boolean isNamed =
          properties.properties().stream().anyMatch(each -> each.getKey().endsWith("Name"))
              || properties.has("DatabaseInput");
      if (resource.getValue().has("DeletionPolicy") && isNamed) {
        assertThat(resource.getValue().has("Condition")).as(resource.getKey()).isTrue();
      }
    }
  }

  private Set<Map.Entry<String, JsonNode>> resources() {
    return template.path("Resources").properties();
  }
}
