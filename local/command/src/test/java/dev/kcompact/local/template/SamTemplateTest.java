package dev.kcompact.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.local.lambda.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamTemplateTest {
  private static final Path DEPLOYED =
      Path.of(System.getProperty("basedir", "."), "../../statemachine/template.yaml");

  private static final String SMALL =
      """
      Parameters:
        Bucket: {Type: String}
        Size: {Type: Number, Default: 512}
      Globals:
        Function:
          Timeout: 60
          Environment:
            Variables: {LAKE: !Sub "s3://${Bucket}/x/", TABLE: !Ref Table, SAME: all}
      Resources:
        Table: {Type: AWS::DynamoDB::Table}
        One:
          Type: AWS::Serverless::Function
          Properties:
            FunctionName: the-one
            Handler: a.B::c
            MemorySize: !Ref Size
            Environment:
              Variables: {SAME: own}
        Machine:
          Type: AWS::Serverless::StateMachine
          Properties:
            Name: daily
            DefinitionUri: machine.json
            DefinitionSubstitutions: {OneArn: !GetAtt One.Arn}
      """;

  @TempDir private Path directory;

  @Test
  void readsFunctionsWithTheirGlobals() throws IOException {
    SamTemplate template = small(SMALL, Map.of("Bucket", "lake"), Map.of("Table", "locks"));

    assertThat(template.functions(2))
        .containsExactly(
            new FunctionSpec(
                "the-one",
                "a.B::c",
                512,
                Duration.ofSeconds(60),
                2,
                Map.of("LAKE", "s3://lake/x/", "TABLE", "locks", "SAME", "own")));
  }

  @Test
  void substitutesTheDefinition() throws IOException {
    Files.writeString(directory.resolve("machine.json"), "{\"f\": \"${OneArn}\"}");
    SamTemplate template = small(SMALL, Map.of("Bucket", "lake"), Map.of());

    assertThat(template.machineName()).isEqualTo("daily");
    assertThat(template.definition())
        .isEqualTo("{\"f\": \"arn:aws:lambda:us-east-1:123456789012:function:the-one\"}");
  }

  @Test
  void refusesADefinitionWithAVariableLeft() throws IOException {
    Files.writeString(directory.resolve("machine.json"), "${OneArn} ${TwoArn}");
    SamTemplate template = small(SMALL, Map.of("Bucket", "lake"), Map.of());

    assertThatThrownBy(template::definition)
        .hasMessage("The template must substitute all of the definition's variables: ${TwoArn}");
  }

  @Test
  void refusesAParameterWithoutValue() throws IOException {
    SamTemplate template = small(SMALL, Map.of(), Map.of());

    assertThatThrownBy(() -> template.functions(1))
        .hasMessage("The template's parameter needs a value here: Bucket");
  }

  @Test
  void refusesWhatTheTemplateDoesNotDefine() throws IOException {
    SamTemplate template =
        small(SMALL.replace("!Ref Table", "!Ref Tables"), Map.of("Bucket", "b"), Map.of());

    assertThatThrownBy(() -> template.functions(1))
        .hasMessage("The template refers to what it does not define: Tables");
  }

  @Test
  void readsTheDeployment() {
    Map<String, String> parameters =
        Map.of("LakeBucket", "lake", "KafkaBootstrapServers", "127.0.0.1:9092");
    SamTemplate template = SamTemplate.read(DEPLOYED, "us-east-1", parameters, Map.of());

    List<FunctionSpec> functions = template.functions(1);
    assertThat(functions).extracting(FunctionSpec::name).contains("kcompact-lock", "kcompact-plan");
    assertThat(functions)
        .allSatisfy(
            function ->
                assertThat(function.environment()).containsEntry("KCOMPACT_LAKE", "s3://lake/"));
    assertThat(template.definition())
        .contains("arn:aws:lambda:us-east-1:123456789012:function:kcompact-plan")
        .doesNotContain("${");
  }

  private SamTemplate small(String text, Map<String, String> parameters, Map<String, String> names)
      throws IOException {
    Path file = Files.writeString(directory.resolve("template.yaml"), text);
    return SamTemplate.read(file, "us-east-1", parameters, names);
  }
}
