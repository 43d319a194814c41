package dev.kcompact.testbed.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the deployment's script with {@code aws} and {@code sam} that only record their arguments.
 */
class DeployScriptTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("basedir", "."), "../..").toAbsolutePath().normalize();

  private static final String AWS =
      """
      #!/bin/sh
      echo "aws $*" >> "$CALLS"
      case "$*" in
        *head-object*) test -e "$THERE/jar" ;;
        *head-bucket*) test -e "$THERE/lake" ;;
        *describe-application*)
          printf '{"ApplicationDetail": {"ApplicationStatus": "%s"}}' "$(cat "$THERE/status")" ;;
      esac
      """;

  private static final String SAM =
      """
      #!/bin/sh
      { printf 'sam'; printf ' [%s]' "$@"; echo; } >> "$CALLS"
      test ! -e "$THERE/refused"
      """;

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
    config = root.resolve("statemachine/samconfig.toml");
    Files.copy(REPOSITORY.resolve("statemachine/samconfig.example.toml"), config);
    write("flink-job/target/kcompact-flink-job-1-fat.jar", "jar");
    write("finalizer-lambda/target/kcompact-finalizer-lambda-1.zip", "zip");
    write("conf/tables/orders.yaml", "");
    write("conf/schemas/orders.schema.json", "");
    write("there/status", "READY");
    executable("bin/aws", AWS);
    executable("bin/sam", SAM);
  }

  @Test
  void createsAStackUploadsTheTablesAndStartsTheJob() throws Exception {
    assertThat(deploy("--no-confirm-changeset")).isZero();

    String key = "kcompact/kcompact-flink-job-1-fat-0163f1eea789.jar";
    List<String> made = Files.readAllLines(calls);
    assertThat(made.get(1))
        .endsWith("flink-job-1-fat.jar s3://example-artifacts/" + key)
        .startsWith("aws --region sa-east-1 s3 cp ");
    assertThat(made.get(3))
        .startsWith("sam [deploy] [--template-file] [")
        .contains(
            "[--no-confirm-changeset] [--parameter-overrides] [CodeBucket=\"example-artifacts\"]",
            "[JobJarKey=\"" + key + "\"]",
            "[Schedule=\"cron(0 4 * * ? *)\"]");
    assertThat(made.subList(4, made.size()))
        .extracting(line -> line.replace(root.toString(), "ROOT"))
        .containsExactly(
            "aws --region sa-east-1 s3 sync ROOT/conf/tables s3://example-lake/_kcompact/conf/tables",
            "aws --region sa-east-1 s3 sync ROOT/conf/schemas"
                + " s3://example-lake/_kcompact/conf/schemas",
            "aws --region sa-east-1 kinesisanalyticsv2 describe-application --application-name"
                + " kcompact-job --output json",
            "aws --region sa-east-1 kinesisanalyticsv2 start-application --application-name"
                + " kcompact-job");
  }

  @Test
  void updatesWithTheTablesFirstAndLeavesARunningJobAlone() throws Exception {
    write("there/jar", "");
    write("there/lake", "");
    write("there/status", "RUNNING");

    assertThat(deploy()).isZero();

    List<String> made = Files.readAllLines(calls);
    assertThat(made).noneMatch(line -> line.contains(" s3 cp ") || line.contains("start-app"));
    assertThat(made.get(2)).contains("s3 sync");
    assertThat(made.get(4)).startsWith("sam [deploy]");
    assertThat(made).hasSize(6);
  }

  @Test
  void stopsWhenSamFails() throws Exception {
    write("there/refused", "");

    assertThat(deploy()).isEqualTo(1);

    assertThat(output()).endsWith("deploy: this failed: sam deploy --template-file");
    assertThat(Files.readAllLines(calls)).noneMatch(line -> line.contains("kinesisanalyticsv2"));
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

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  private void executable(String file, String text) throws IOException {
    write(file, text);
    assertThat(root.resolve(file).toFile().setExecutable(true)).isTrue();
  }
}
