package dev.kcompact.testbed.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.testbed.aws.MotoServer;
import dev.kcompact.testbed.aws.PythonWithMoto;
import dev.kcompact.testbed.lambda.FunctionSpec;
import dev.kcompact.testbed.permissions.KeyNeeds.Encrypted;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.template.DeployedTemplate;
import dev.kcompact.testbed.template.DeployedTemplate.TemplateRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creates the template's stack several times in one account. */
@Tag("full")
class TwoStacksIT {
  private static final String ACCOUNT = "123456789012";
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();
  private static final Checkout CHECKOUT = new Checkout(ROOT);
  private static final String LOCK_TABLE = "LockTable";

  @TempDir private static Path work;
  private static Path python = Path.of("python3");
  private static MotoServer moto;

  @BeforeAll
  static void start() throws Exception {
    python = PythonWithMoto.find(work.resolve("venv"), work.resolve("pip.log"));
    int port = new FreePorts().next();
    moto = MotoServer.start(python, work, work.resolve("moto.log"), port, port);
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @Test
  void twoStacksShareNothing() throws Exception {
    DeployedTemplate first = deploy("first", Map.of("CreateSourceBucket", "true"));
    DeployedTemplate second =
        deploy("second", Map.of("CreateSourceBucket", "true", "KmsKeyArn", key("lake")));

    assertThat(first.resources().keySet()).isEqualTo(second.resources().keySet());
    assertThat(first.resources()).hasSizeGreaterThan(40);
    Set<String> shared = new HashSet<>(first.resources().values());
    shared.retainAll(new HashSet<>(second.resources().values()));
    // The name of a log stream is unique in its log group.
    assertThat(shared).isSubsetOf("", "kinesis-analytics-log-stream");
    assertThat(first.functions()).hasSameSizeAs(second.functions()).hasSizeGreaterThan(10);
    assertThat(second.functions())
        .extracting(FunctionSpec::environment)
        .allSatisfy(
            variables -> assertThat(variables.values()).noneMatch(value -> value.contains("first")))
        .allSatisfy(
            variables ->
                assertThat(variables)
                    .containsEntry("KCOMPACT_STACK", "second." + ACCOUNT + ".us-east-1"));
  }

  @Test
  void aDeletedStackIsCreatedAgain() throws Exception {
    DeployedTemplate before = deploy("again", Map.of());
    python("delete_stack.py", "again");

    DeployedTemplate after = deploy("again", Map.of("CreateLakeBucket", "false"));

    assertThat(after.resources()).doesNotContainKey("Lake");
    assertThat(after.physicalId(LOCK_TABLE))
        .as("the retained lock table is another one")
        .isNotEqualTo(before.physicalId(LOCK_TABLE));
    assertThat(after.physicalId("LockFunction")).isEqualTo(before.physicalId("LockFunction"));
  }

  /** Everyone who may touch what a key encrypts may use the key, and nobody else. */
  @Test
  void theRolesHaveTheKeysOfWhatTheyTouch() throws Exception {
    DeployedTemplate keyed =
        deploy(
            "keyed",
            Map.ofEntries(
                Map.entry("KmsKeyArn", key("lake")),
                Map.entry("SourceKmsKeyArn", key("source")),
                Map.entry("CodeKmsKeyArn", key("code")),
                Map.entry("NotificationQueueKmsKeyArn", key("queue")),
                Map.entry("ServiceNowSecretKmsKeyArn", key("servicenow")),
                Map.entry("KafkaSecretArn", secret("AmazonMSK_x-AbCdEf")),
                Map.entry("KafkaSecretKmsKeyArn", key("kafka")),
                Map.entry("NotificationQueueArn", queue()),
                Map.entry("AllowSourceCleanUp", "true")),
            "{}");
    List<Grant> grants = Roles.of(python, moto.uri(), "keyed", work);

    KeyNeeds keys =
        new KeyNeeds(
            key("lake"),
            List.of(
                new Encrypted("arn:aws:s3:::keyed-lake/", key("lake")),
                new Encrypted(
                    "arn:aws:dynamodb:us-east-1:"
                        + ACCOUNT
                        + ":table/"
                        + keyed.physicalId(LOCK_TABLE),
                    key("lake")),
                new Encrypted("arn:aws:s3:::keyed-source/", key("source")),
                new Encrypted("arn:aws:s3:::code/", key("code")),
                new Encrypted(queue(), key("queue")),
                new Encrypted(secret("AmazonMSK_"), key("kafka")),
                new Encrypted(secret("keyed-servicenow"), key("servicenow"))));
    Set<Need> needs = keys.of(grants);
    assertThat(needs)
        .contains(
            new Need("keyed-lock", "kms:GenerateDataKey", key("lake")),
            new Need("keyed-ended", "kms:Decrypt", key("servicenow")),
            new Need("JobRole", "kms:Decrypt", key("kafka")),
            new Need("keyed-feedback", "kms:Decrypt", key("kafka")),
            new Need("JobRole", "kms:Decrypt", key("queue")))
        .hasSizeGreaterThan(20);
    Permissions.assertExact(
        needs,
        grants.stream().filter(grant -> grant.action().startsWith("kms:")).toList(),
        List.of());
  }

  private static DeployedTemplate deploy(String name, Map<String, String> more)
      throws InterruptedException {
    return deploy(name, more, "");
  }

  private static DeployedTemplate deploy(String name, Map<String, String> more, String secret)
      throws InterruptedException {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("NamePrefix", name);
    parameters.put("SourceBucket", name + "-source");
    parameters.put("LakeBucket", name + "-lake");
    parameters.put("CodeBucket", "code");
    parameters.put("JobJarKey", "kcompact/job.jar");
    parameters.put("KafkaBootstrapServers", "127.0.0.1:1");
    parameters.putAll(more);
    return DeployedTemplate.deploy(
        python,
        work,
        work.resolve(name + ".log"),
        new TemplateRequest(
            CHECKOUT.template(), moto.uri(), Endpoints.REGION, name, parameters, secret));
  }

  private static void python(String script, String argument)
      throws IOException, InterruptedException {
    Path copy = work.resolve(script);
    try (InputStream text = TwoStacksIT.class.getResourceAsStream(script)) {
      assertThat(text).isNotNull();
      Files.write(copy, text.readAllBytes());
    }
    Process process =
        new ProcessBuilder(python.toString(), copy.toString(), moto.uri().toString(), argument)
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static String key(String name) {
    return "arn:aws:kms:us-east-1:" + ACCOUNT + ":key/" + name;
  }

  private static String secret(String name) {
    return "arn:aws:secretsmanager:us-east-1:" + ACCOUNT + ":secret:" + name;
  }

  private static String queue() {
    return "arn:aws:sqs:us-east-1:" + ACCOUNT + ":news";
  }
}
