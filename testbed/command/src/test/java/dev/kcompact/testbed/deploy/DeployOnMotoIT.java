package dev.kcompact.testbed.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.testbed.aws.MotoServer;
import dev.kcompact.testbed.aws.PythonWithMoto;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the deployment's script with the real {@code aws} command on moto. A stand-in for {@code
 * sam} creates a stack with CloudFormation, and the job's application, which moto does not start.
 */
@Tag("full")
class DeployOnMotoIT {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();
  private static final String REGION = "sa-east-1";

  private static final String SAM =
      """
      #!/bin/sh
      set -e
      here=$(dirname "$0")
      if aws cloudformation describe-stacks --stack-name kcompact >/dev/null 2>&1; then
        echo "sam: no changes"; exit 0
      fi
      aws cloudformation create-stack --stack-name kcompact --template-body "file://$here/stack.json"
      aws kinesisanalyticsv2 create-application --application-name kcompact-job \\
        --runtime-environment FLINK-1_20 --service-execution-role arn:aws:iam::123456789012:role/job
      aws logs create-log-group --log-group-name /aws/kinesis-analytics/kcompact-job
      aws logs create-log-stream --log-group-name /aws/kinesis-analytics/kcompact-job \\
        --log-stream-name kinesis-analytics-log-stream
      aws logs put-log-events --log-group-name /aws/kinesis-analytics/kcompact-job \\
        --log-stream-name kinesis-analytics-log-stream \\
        --log-events "timestamp=$(date +%s)000,message=the job says why"
      """;

  private static final String STACK =
      """
      {"Resources": {
         "Lake": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "example-lake"}},
         "AlarmTopic": {"Type": "AWS::SNS::Topic"}},
       "Outputs": {"AlarmTopicArn": {"Value": {"Ref": "AlarmTopic"}}}}
      """;

  @TempDir private static Path shared;
  private static MotoServer moto;

  @TempDir private Path root;

  @BeforeAll
  static void start() throws Exception {
    Path python = PythonWithMoto.find(shared.resolve("venv"), shared.resolve("pip.log"));
    int port = new FreePorts().next();
    moto = MotoServer.start(python, shared, shared.resolve("moto.log"), port, port);
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    URI reset = moto.uri().resolve("/moto-api/reset");
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(reset).POST(HttpRequest.BodyPublishers.noBody()).build(),
            BodyHandlers.discarding());
    for (String name : List.of("deploy", "daily.asl.json", "template.yaml")) {
      Path copy = Files.createDirectories(root.resolve("statemachine")).resolve(name);
      Files.copy(REPOSITORY.resolve("statemachine").resolve(name), copy);
    }
    write("flink-job/target/kcompact-flink-job-1-fat.jar", "jar");
    write("finalizer-lambda/target/kcompact-finalizer-lambda-1.zip", "zip");
    write("conf/tables/orders.yaml", "table");
    write("conf/schemas/orders.schema.json", "schema");
    write("bin/stack.json", STACK);
    assertThat(write("bin/sam", SAM).toFile().setExecutable(true)).isTrue();
    write(
        "statemachine/samconfig.toml",
        """
        version = 0.1
        [default.deploy.parameters]
        stack_name = "kcompact"
        region = "%s"
        parameter_overrides = [
          "CodeBucket=example-artifacts",
          "LakeBucket=example-lake",
          "SourceBucket=kconnect",
          "ServiceNowSecretArn=servicenow",
        ]
        """
            .formatted(REGION));
  }

  @Test
  void namesEveryProblemOfTheAccount() throws Exception {
    createBucket("kconnect", "eu-west-1");

    Result check = run("statemachine/deploy", "--check");

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.output())
        .contains("- CodeBucket example-artifacts does not exist: aws s3 mb s3://example-artifacts")
        .contains("- SourceBucket kconnect is in eu-west-1, the stack in sa-east-1")
        .contains("- ServiceNowSecretArn cannot be read: ")
        .contains("ResourceNotFoundException");
  }

  @Test
  void asksForTheKeyOfASecret() throws Exception {
    prepareAccount();
    aws("secretsmanager", "update-secret", "--secret-id", "servicenow", "--kms-key-id", "own-key");

    assertThat(run("statemachine/deploy", "--check").output())
        .contains("ServiceNowSecretArn is encrypted with own-key: set ServiceNowSecretKmsKeyArn");
  }

  @Test
  void aReadyAccountIsReady() throws Exception {
    prepareAccount();

    Result check = run("statemachine/deploy", "--check");

    assertThat(check.output()).contains("The account is ready.");
    assertThat(check.code()).isZero();
  }

  /** Twice, as after a failure. */
  @Test
  void uploadsEverythingOnceAndShowsWhyTheJobDoesNotRun() throws Exception {
    prepareAccount();

    Result first = run("statemachine/deploy", "--wait", "0");

    assertThat(first.code()).isEqualTo(1);
    assertThat(first.output())
        .contains("The job is STARTING: kcompact-job", "the job says why")
        .contains("deploy: the job does not run, it is STARTING");
    assertThat(aws("s3", "ls", "--recursive", "s3://example-lake").output())
        .contains("_kcompact/conf/tables/orders.yaml", "_kcompact/conf/schemas/orders.schema.json");
    assertThat(aws("s3", "ls", "--recursive", "s3://example-artifacts").output())
        .contains("kcompact/kcompact-flink-job-1-fat-");

    Result second = run("statemachine/deploy", "--wait", "0");

    assertThat(second.output())
        .contains("sam: no changes")
        .doesNotContain("s3 cp")
        .doesNotContain("deploying with CreateLakeBucket=false");
  }

  @Test
  void aLakeThatIsNotTheStacksIsUsed() throws Exception {
    prepareAccount();
    createBucket("example-lake", REGION);

    assertThat(run("statemachine/deploy", "--check").output())
        .contains(
            "LakeBucket example-lake exists and is not the stack's: deploying with"
                + " CreateLakeBucket=false");
  }

  private void prepareAccount() throws Exception {
    createBucket("example-artifacts", REGION);
    createBucket("kconnect", REGION);
    aws(
        "secretsmanager",
        "create-secret",
        "--name",
        "servicenow",
        "--secret-string",
        "{\"user\": \"u\", \"password\": \"p\"}");
  }

  private void createBucket(String name, String region) throws Exception {
    aws(
        "s3api",
        "create-bucket",
        "--region",
        region,
        "--bucket",
        name,
        "--create-bucket-configuration",
        "LocationConstraint=" + region);
  }

  private Result aws(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("aws"));
    command.addAll(List.of(words));
    Result result = run(command.toArray(String[]::new));
    assertThat(result.code()).as(result.output()).isZero();
    return result;
  }

  private record Result(int code, String output) {}

  private Result run(String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    if (words.get(0).contains("/")) {
      words.set(0, root.resolve(words.get(0)).toString());
      words.add(0, "python3");
    }
    Path log = Files.createTempFile(root, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                root.resolve("bin") + ":" + System.getenv("PATH"),
                "AWS_ENDPOINT_URL",
                moto.uri().toString(),
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_REGION",
                REGION,
                "AWS_DEFAULT_REGION",
                REGION,
                "AWS_PAGER",
                "",
                "KCOMPACT_DEPLOY_PAUSE",
                "0.1"));
    Process process = builder.start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(log, UTF_8));
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }
}
