package dev.kcompact.testbed.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the deployment's script with {@code aws} and {@code sam} that only record their arguments.
 */
class DeployScriptTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();

  /**
   * Answers from files: {@code bucket-<name>} has a region, {@code secret-<name>} a key, {@code
   * own-<resource>} exists for a resource of the stack, {@code status} has the job's next states.
   */
  private static final String AWS =
      """
      #!/bin/sh
      echo "aws $*" >> "$CALLS"
      shift 2
      cd "$THERE" || exit 9
      if [ "$(cat fail-once 2>/dev/null)" = "$1 $2" ]; then rm fail-once; echo injected >&2; exit 1; fi
      absent() { echo "An error occurred ($1) when calling the operation" >&2; exit 254; }
      case "$1 $2" in
        's3api head-object') test -e jar || absent 404 ;;
        's3api head-bucket')
          test -e "refused-$4" && absent 403
          test -e "bucket-$4" || absent 404
          printf '{"BucketRegion": "%s"}' "$(cat "bucket-$4")" ;;
        's3 cp') touch jar ;;
        's3 sync') touch "$(basename "$3")" ;;
        'cloudformation describe-stacks')
          test -e stack || absent ValidationError
          printf '{"Stacks": [{"StackStatus": "%s", "Outputs":
            [{"OutputKey": "AlarmTopicArn", "OutputValue": "arn:topic"}]}]}' "$(cat stack)" ;;
        'cloudformation describe-stack-resource')
          test -e "own-$6" || absent ValidationError
          printf '{"StackResourceDetail": {"ResourceStatus": "CREATE_COMPLETE"}}' ;;
        'cloudformation delete-stack') rm -f stack ;;
        'secretsmanager describe-secret')
          test -e "secret-${4##*:}" || absent ResourceNotFoundException
          printf '{"KmsKeyId": "%s"}' "$(cat "secret-${4##*:}")" ;;
        'lambda get-account-settings')
          printf '{"AccountLimit": {"UnreservedConcurrentExecutions": %s}}' "$(cat concurrency)" ;;
        'kinesisanalyticsv2 describe-application')
          printf '{"ApplicationDetail": {"ApplicationStatus": "%s"}}' "$(head -1 status)"
          test "$(wc -l < status)" -lt 2 || { sed 1d status > next; mv next status; } ;;
        'kinesisanalyticsv2 list-application-snapshots') cat snapshots ;;
        'kinesisanalyticsv2 start-application') cp started status ;;
        'logs get-log-events') cat log ;;
        'sns list-subscriptions-by-topic') cat subscriptions ;;
      esac
      """;

  private static final String SAM =
      """
      #!/bin/sh
      { printf 'sam'; printf ' [%s]' "$@"; echo; } >> "$CALLS"
      cd "$THERE" || exit 9
      if [ "$(cat fail-once 2>/dev/null)" = "sam deploy" ]; then rm fail-once; exit 1; fi
      test "$(cat stack 2>/dev/null)" != ROLLBACK_COMPLETE || exit 1
      echo CREATE_COMPLETE > stack
      case "$*" in
        *'CreateLakeBucket="false"'*) ;;
        *)
          if [ -e bucket-example-lake ] && [ ! -e own-Lake ]; then echo exists >&2; exit 1; fi
          echo sa-east-1 > bucket-example-lake
          touch own-Lake ;;
      esac
      """;

  private static final String KEY = "kcompact/kcompact-flink-job-1-fat-0163f1eea789.jar";

  @TempDir private Path root;
  private Path there = Path.of("");
  private Path calls = Path.of("");
  private Path config = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    there = Files.createDirectories(root.resolve("there"));
    calls = Files.createFile(root.resolve("calls"));
    Path script = Files.createDirectories(root.resolve("statemachine")).resolve("deploy");
    Files.copy(REPOSITORY.resolve("statemachine/deploy"), script);
    Files.copy(
        REPOSITORY.resolve("statemachine/daily.asl.json"), script.resolveSibling("daily.asl.json"));
    config = root.resolve("statemachine/samconfig.toml");
    Files.copy(REPOSITORY.resolve("statemachine/samconfig.example.toml"), config);
    write("flink-job/target/kcompact-flink-job-1-fat.jar", "jar");
    write("finalizer-lambda/target/kcompact-finalizer-lambda-1.zip", "zip");
    write("conf/tables/orders.yaml", "");
    write("conf/schemas/orders.schema.json", "");
    write("there/bucket-example-artifacts", "sa-east-1");
    write("there/bucket-kconnect", "sa-east-1");
    write("there/secret-AmazonMSK_kcompact-AbCdEf", "");
    write("there/secret-kcompact-servicenow-AbCdEf", "");
    write("there/concurrency", "1000");
    write("there/status", "READY\n");
    write("there/started", "STARTING\nSTARTING\nRUNNING\n");
    write("there/snapshots", "{\"SnapshotSummaries\": []}");
    write("there/subscriptions", "{\"Subscriptions\": []}");
    write("there/log", "{\"events\": [{\"message\": \"no such bucket\"}]}");
    executable("bin/aws", AWS);
    executable("bin/sam", SAM);
  }

  @Test
  void createsAStackUploadsTheTablesAndStartsTheJob() throws Exception {
    assertThat(deploy("--no-confirm-changeset")).as(output()).isZero();

    List<String> made = changes();
    assertThat(made.get(0))
        .isEqualTo(
            "aws --region sa-east-1 s3 cp ROOT/flink-job/target/kcompact-flink-job-1-fat.jar"
                + " s3://example-artifacts/"
                + KEY);
    assertThat(made.get(1))
        .startsWith("sam [deploy] [--template-file] [")
        .contains(
            "[--no-confirm-changeset] [--parameter-overrides] [CodeBucket=\"example-artifacts\"]",
            "[JobJarKey=\"" + KEY + "\"]",
            "[Schedule=\"cron(0 4 * * ? *)\"]");
    assertThat(made.subList(2, made.size()))
        .containsExactly(
            "aws --region sa-east-1 s3 sync ROOT/conf/tables s3://example-lake/_kcompact/conf/tables",
            "aws --region sa-east-1 s3 sync ROOT/conf/schemas"
                + " s3://example-lake/_kcompact/conf/schemas",
            "aws --region sa-east-1 kinesisanalyticsv2 start-application --application-name"
                + " kcompact-job --run-configuration {\"ApplicationRestoreConfiguration\":"
                + " {\"ApplicationRestoreType\": \"SKIP_RESTORE_FROM_SNAPSHOT\"}}");
    assertThat(output())
        .contains("The job is STARTING: kcompact-job\nThe job is RUNNING: kcompact-job")
        .endsWith(
            "aws --region sa-east-1 sns subscribe --topic-arn arn:topic --protocol email"
                + " --notification-endpoint ADDRESS");
  }

  @Test
  void updatesWithTheTablesFirstAndLeavesARunningJobAlone() throws Exception {
    existing("CREATE_COMPLETE");
    write("there/status", "UPDATING\nRUNNING\n");
    write("there/subscriptions", "{\"Subscriptions\": [{\"Protocol\": \"email\"}]}");

    assertThat(deploy()).as(output()).isZero();

    assertThat(changes())
        .extracting(line -> line.split(" ROOT| \\[--t")[0])
        .containsExactly(
            "aws --region sa-east-1 s3 sync", "aws --region sa-east-1 s3 sync", "sam [deploy]");
    assertThat(output()).endsWith("The job is RUNNING: kcompact-job");
  }

  /** The job reads the definitions when it starts, and starts again when a property changes. */
  @Test
  void changedDefinitionsChangeAPropertyOfTheJob() throws Exception {
    List<String> digests = new ArrayList<>();
    for (Runnable change :
        List.<Runnable>of(
            () -> {},
            () -> {},
            () -> write("conf/tables/orders.yaml", "a"),
            () -> write("conf/schemas/orders.schema.json", "{}"),
            () -> write("conf/tables/ordersa.yaml", ""),
            () -> write("conf/job/application_properties.json", "[]"))) {
      change.run();
      assertThat(deploy()).as(output()).isZero();
      Matcher digest =
          Pattern.compile("\\[TablesDigest=\"([0-9a-f]{16})\"]")
              .matcher(Files.readAllLines(calls).stream().reduce("", String::concat));
      String last = "";
      while (digest.find()) {
        last = digest.group(1);
      }
      digests.add(last);
    }
    assertThat(digests.get(1)).isEqualTo(digests.get(0));
    assertThat(digests.get(5)).as("of the definitions only").isEqualTo(digests.get(4));
    assertThat(new HashSet<>(digests)).hasSize(4);
  }

  @Test
  void aStoppedJobStartsFromItsNewestSnapshot() throws Exception {
    existing("UPDATE_COMPLETE");
    write("there/snapshots", "{\"SnapshotSummaries\": [{\"SnapshotStatus\": \"READY\"}]}");

    assertThat(deploy()).as(output()).isZero();

    assertThat(changes()).last().asString().contains("\"RESTORE_FROM_LATEST_SNAPSHOT\"");
  }

  @Test
  void showsTheLogOfAJobThatDoesNotStart() throws Exception {
    write("there/started", "STARTING\nREADY\n");

    assertThat(deploy()).isEqualTo(1);

    assertThat(output())
        .endsWith(
            "no such bucket\ndeploy: the job does not run, it is READY: kcompact-job; its last log"
                + " lines are above");
  }

  @Test
  void aJobThatStartsForeverIsReported() throws Exception {
    write("there/started", "STARTING\n");

    assertThat(deploy("--wait", "0.002")).isEqualTo(1);

    assertThat(output()).contains("deploy: the job does not run, it is STARTING");
  }

  /** Each step fails once; the repetition completes the deployment, whatever was done before. */
  @Tag("full")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3api head-bucket",
        "s3 cp",
        "sam deploy",
        "s3 sync",
        "cloudformation describe-stacks",
        "kinesisanalyticsv2 describe-application",
        "kinesisanalyticsv2 list-application-snapshots",
        "kinesisanalyticsv2 start-application"
      })
  void everyStepCanBeRepeated(String step) throws Exception {
    write("there/fail-once", step);
    // The state of a stack that is not there cannot be read either.
    int expected = step.equals("cloudformation describe-stacks") ? 0 : 1;
    assertThat(deploy()).as(output()).isEqualTo(expected);
    assertThat(there.resolve("fail-once")).doesNotExist();

    assertThat(deploy()).as(output()).isZero();

    assertThat(there.resolve("jar")).exists();
    assertThat(there.resolve("tables")).exists();
    assertThat(there.resolve("schemas")).exists();
    assertThat(Files.readString(there.resolve("status"))).isEqualTo("RUNNING\n");
    assertThat(changes().stream().filter(line -> line.contains(" s3 cp ")).count())
        .as("the jar is uploaded once")
        .isEqualTo(step.equals("s3 cp") ? 2 : 1);
  }

  @Test
  void aStackWhoseCreationFailedIsDeletedFirst() throws Exception {
    write("there/stack", "ROLLBACK_COMPLETE");

    assertThat(deploy()).as(output()).isZero();

    assertThat(changes().get(0)).contains("cloudformation delete-stack --stack-name kcompact");
    assertThat(changes().get(1)).contains("cloudformation wait stack-delete-complete");
  }

  /** A deleted stack has left its lake. */
  @Test
  void aLakeThatIsNotTheStacksIsNotCreated() throws Exception {
    write("there/bucket-example-lake", "sa-east-1");

    assertThat(deploy()).as(output()).isZero();
    assertThat(deploy()).as(output()).isZero();

    assertThat(changes())
        .filteredOn(line -> line.startsWith("sam"))
        .hasSize(2)
        .allMatch(line -> line.contains("[CreateLakeBucket=\"false\"]"));
    assertThat(output()).contains("LakeBucket example-lake exists and is not the stack's");
  }

  @Test
  void namesAllThatTheAccountLacksBeforeItChangesAnything() throws Exception {
    Files.delete(there.resolve("bucket-kconnect"));
    write("there/bucket-example-artifacts", "us-east-1");
    write("there/refused-example-lake", "");
    write("there/secret-AmazonMSK_kcompact-AbCdEf", "arn:aws:kms:sa-east-1:1:key/1");
    Files.delete(there.resolve("secret-kcompact-servicenow-AbCdEf"));
    write("there/concurrency", "5");
    write("there/stack", "UPDATE_IN_PROGRESS");

    assertThat(deploy()).isEqualTo(1);

    assertThat(output().lines().filter(line -> line.startsWith("- ")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("kcompact is UPDATE_IN_PROGRESS: wait"),
            line ->
                assertThat(line).contains("example-artifacts is in us-east-1, the stack in sa-"),
            line -> assertThat(line).contains("kconnect does not exist: create it, or set Create"),
            line -> assertThat(line).contains("example-lake cannot be read").contains("403"),
            line -> assertThat(line).contains("key/1: set KafkaSecretKmsKeyArn"),
            line -> assertThat(line).contains("ServiceNowSecretArn cannot be read"),
            line ->
                assertThat(line).contains("allows 5 concurrent functions, the workflow runs 9"));
    assertThat(changes()).isEmpty();
  }

  @Test
  void checksOnly() throws Exception {
    assertThat(deploy("--check")).as(output()).isZero();

    assertThat(output()).endsWith("The account is ready.");
    assertThat(changes()).isEmpty();
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Files.writeString(
        config, Files.readString(config).replace("LakeBucket=example-lake", "Zone=UTC"));
    assertThat(deploy()).isEqualTo(1);
    assertThat(output()).endsWith("samconfig.toml gives no value to LakeBucket");

    Files.delete(config);
    assertThat(deploy()).isEqualTo(1);
    assertThat(output()).endsWith("copy samconfig.example.toml there and fill it in");

    assertThat(Files.readString(calls)).isEmpty();
  }

  @Test
  void theExampleNamesParametersOfTheTemplate() throws IOException {
    String template = Files.readString(REPOSITORY.resolve("statemachine/template.yaml"));
    assertThat(
            Files.readAllLines(REPOSITORY.resolve("statemachine/samconfig.example.toml")).stream()
                .filter(line -> line.matches(" {2}\"[A-Za-z]+=.*"))
                .map(line -> line.trim().substring(1, line.trim().indexOf('='))))
        .hasSizeGreaterThan(8)
        .allMatch(name -> template.contains("\n  " + name + ":\n    Type: "));
  }

  /** A stack with its lake and jar. */
  private void existing(String state) {
    write("there/jar", "");
    write("there/stack", state);
    write("there/bucket-example-lake", "sa-east-1");
    write("there/own-Lake", "");
  }

  /** The calls that change something. */
  private List<String> changes() throws IOException {
    return Files.readAllLines(calls).stream()
        .filter(
            line ->
                line.matches(".* (s3 cp|s3 sync|start-application|delete-stack|wait) .*|sam .*"))
        .map(line -> line.replace(root.toString(), "ROOT"))
        .toList();
  }

  private int deploy(String... options) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(python(), root.resolve("statemachine/deploy").toString());
    builder.command().addAll(List.of(options));
    builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("CALLS", calls.toString());
    // If the real tools are found after all, they have no credentials.
    builder.environment().put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    builder.environment().put("AWS_ACCESS_KEY_ID", "none");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "none");
    builder.environment().put("THERE", there.toString());
    builder.environment().put("KCOMPACT_DEPLOY_PAUSE", "0.01");
    Process process =
        builder.redirectErrorStream(true).redirectOutput(root.resolve("output").toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** The interpreter's real path: a version manager's wrapper would add tools to the path. */
  private static String python() throws IOException {
    Process process =
        new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  private String output() throws IOException {
    return Files.readString(root.resolve("output")).strip();
  }

  private void write(String file, String text) {
    Path path = root.resolve(file);
    try {
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void executable(String file, String text) {
    write(file, text);
    assertThat(root.resolve(file).toFile().setExecutable(true)).isTrue();
  }
}
