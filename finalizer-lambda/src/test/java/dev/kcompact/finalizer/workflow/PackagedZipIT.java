package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.Emitted;
import dev.kcompact.finalizer.workflow.PackagedFunction.Environment;
import dev.kcompact.testbed.lambda.LambdaOutcome;
import dev.kcompact.testbed.lambda.LambdaOutcome.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployed zip, run by the test bed's Lambda host with AWS's runtime client. */
@Tag("full")
class PackagedZipIT {
  private static final long MEGABYTE = 1_000_000;
  private static final long LARGEST_ZIP = 60 * MEGABYTE;
  private static final long LARGEST_UNZIPPED = 200 * MEGABYTE;
  private static final RunRef RUN = RunRef.of(DayFixture.DAY, 7);
  private static final Duration AMPLE = Duration.ofMinutes(15);

  @TempDir static Path unzipped;
  @TempDir Path tmp;
  private int started;

  @BeforeAll
  static void unzip() throws IOException {
    Path zip = PackagedFunction.zip();
    long total = PackagedFunction.unpack(unzipped);
    System.out.printf("zip %,d bytes, unzipped %,d bytes%n", Files.size(zip), total);
    assertThat(Files.size(zip)).isLessThan(LARGEST_ZIP);
    assertThat(total).isLessThan(LARGEST_UNZIPPED);
  }

  @Test
  void holdsTheNativesOfLambdasPlatformOnly() throws IOException {
    try (var jars = Files.newDirectoryStream(unzipped.resolve("lib"), "duckdb*.jar")) {
      for (Path jar : jars) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
          assertThat(file.stream().map(ZipEntry::getName).filter(name -> name.contains(".so_")))
              .containsExactly("libduckdb_java.so_linux_amd64");
        }
      }
    }
  }

  @Test
  void plansAndFinalizesADayWithinShortDeadlines() throws Exception {
    DayFixture day = DayFixture.inFolders(tmp);
    day.completeDay();
    Map<String, String> environment = environment(day);

    try (PackagedFunction plan = start("plan.PlanHandler", environment, AMPLE)) {
      LambdaOutcome answer =
          plan.invoke(
              "{\"date\": \"2026-11-22\", \"run\": \"%s\", \"token\": 7, \"attempt\": 0, \"planAttempts\": 1, \"waitSeconds\": 1}"
                  .formatted(RUN.run()));
      assertThat(PackagedFunction.text(answer)).contains("\"status\":\"COMPLETE\"");
    }
    long start = System.nanoTime();
    StringBuilder log = new StringBuilder();
    String stopped;
    try (PackagedFunction finalize =
        start("finalize.FinalizeHandler", environment, Duration.ofSeconds(15))) {
      stopped = PackagedFunction.text(finalize.invoke(request("s-0000")));
      System.out.printf(
          "cold start to the first table finalized by DuckDB: %d ms%n",
          (System.nanoTime() - start) / 1_000_000);
      assertThat(stopped)
          .contains("\"status\":\"CONTINUE\"", "\"done\":[]", "\"halved\":[\"orders-0-of-1\"]");
      log.append(finalize.log());
    }
    try (PackagedFunction finalize =
        start("finalize.FinalizeHandler", environment, Duration.ofSeconds(59))) {
      String half = PackagedFunction.text(finalize.invoke(stopped));
      assertThat(half).contains("\"status\":\"CONTINUE\"", "\"done\":[\"orders-0-of-2\"]");

      String table = PackagedFunction.text(finalize.invoke(half));
      assertThat(table)
          .contains("\"status\":\"CONTINUE\"", "\"done\":[\"orders-0-of-2\",\"orders-1-of-2\"]");

      String unit = PackagedFunction.text(finalize.invoke(table));
      assertThat(unit).contains("\"status\":\"DONE\"");
      log.append(finalize.log());
    }
    try (PackagedFunction finalize = start("finalize.FinalizeHandler", environment, AMPLE)) {
      assertThat(PackagedFunction.text(finalize.invoke(request("d-0000")))).contains("DONE");
      LambdaOutcome unknown = finalize.invoke(request("s-9999"));
      assertThat(unknown).isInstanceOf(Failed.class);
      assertThat(Json.tree(PackagedFunction.text(unknown)).orElseThrow().get("errorType").asText())
          .isEqualTo("dev.kcompact.finalizer.failure.NonRetryableException");
      log.append(finalize.log());
    }

    assertIsForCloudWatch(log.toString());
    RunDocuments documents = new RunDocuments(day.lake, RUN);
    List<TableResult> results = documents.results(documents.plan());
    assertThat(results)
        .extracting(TableResult::table)
        .containsExactly("orders", "orders", "payments", "paid_orders");
    assertThat(results.stream().mapToLong(TableResult::rowsOut).sum()).isEqualTo(2 + 2 + 1);
  }

  /** Every line of the functions is JSON and names its run. */
  private static void assertIsForCloudWatch(String log) {
    List<JsonNode> lines =
        log.lines()
            .filter(line -> line.startsWith("{"))
            .map(line -> Json.tree(line).orElseThrow())
            .toList();
    assertThat(lines)
        .filteredOn(line -> line.has("formattedMessage"))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.at("/mdc/run").asText()).isEqualTo(RUN.run());
              assertThat(line.at("/mdc/day").asText()).isEqualTo(DayFixture.DAY.toString());
              assertThat(line.at("/mdc/slice").asText()).matches("[sd]-\\d{4}");
              assertThat(line.at("/mdc/requestId").asText()).isNotEmpty();
            });
    assertThat(lines)
        .filteredOn(line -> line.path("level").asText().equals("ERROR"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.path("formattedMessage").asText())
                    .isEqualTo(
                        "failed: Failed to find work unit s-9999: run "
                            + RUN.run()
                            + "; use an id of its plan"));
    Emitted emitted = Emitted.in(log);
    assertThat(emitted.names()).contains("RowsIn", "RowsOut", "PartMillis", "TooLargeParts");
    assertThat(emitted.dimension("RowsOut", "Function")).isEqualTo("kcompact");
    assertThat(emitted.dimension("RowsOut", "Table")).isEqualTo("paid_orders");
    assertThat(emitted.dimension("RowsOut", "run")).isEqualTo(RUN.run());
  }

  @Test
  void everyHandlerOfTheTemplateStarts() throws Exception {
    Map<String, String> environment = new HashMap<>(environment(DayFixture.inFolders(tmp)));
    environment.put("KCOMPACT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    List<String> handlers = handlersOfTheTemplate();
    assertThat(handlers).contains("latedata.LateDataReprocessingHandler").hasSizeGreaterThan(8);
    for (String handler : handlers) {
      try (PackagedFunction function = start(handler, environment, AMPLE)) {
        LambdaOutcome answer = function.invoke("[]");
        assertThat(answer).isInstanceOf(Failed.class);
        assertThat(PackagedFunction.text(answer))
            .as(handler)
            .contains("Failed to parse the payload");
      }
    }
  }

  private static List<String> handlersOfTheTemplate() throws IOException {
    String template = Files.readString(Path.of("..", "statemachine", "template.yaml"));
    return Pattern.compile("Handler: dev\\.kcompact\\.finalizer\\.(\\S+)::handleRequest")
        .matcher(template)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void reportsEveryMistakeOfItsEnvironmentAtOnce() throws Exception {
    try (PackagedFunction function =
        start("lock.LockHandler", Map.of("KCOMPACT_ZONE", "Nowhere"), AMPLE)) {
      LambdaOutcome answer = function.invoke("{}");
      assertThat(answer).isInstanceOf(Failed.class);
      assertThat(PackagedFunction.text(answer))
          .contains("KCOMPACT_SOURCE is not set", "KCOMPACT_LOCK_TABLE is not set", "Nowhere");
    }
  }

  private static String request(String unit) {
    return "{\"date\": \"2026-11-22\", \"run\": \"%s\", \"token\": 7, \"slice\": \"%s\", \"continuation\": {}}"
        .formatted(RUN.run(), unit);
  }

  private PackagedFunction start(
      String handler, Map<String, String> environment, Duration timeout) {
    return new PackagedFunction(
        new Environment(unzipped, environment, "KCOMPACT_TMP", List.of()),
        handler,
        timeout,
        tmp.resolve("function-" + started++));
  }

  private static Map<String, String> environment(DayFixture day) {
    return Map.of(
        "KCOMPACT_SOURCE", day.settings.source().toString(),
        "KCOMPACT_LAKE", day.settings.lake().toString(),
        "KCOMPACT_TABLES", day.settings.tables().toString(),
        "KCOMPACT_LOCK_TABLE", "locks",
        "KCOMPACT_GLUE_DATABASE", "test",
        "KCOMPACT_KAFKA_BOOTSTRAP", "127.0.0.1:1",
        "KCOMPACT_DUCKDB_MEMORY", "256MiB",
        "KCOMPACT_TIME_RESERVE", "60s");
  }
}
