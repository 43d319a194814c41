package dev.kcompact.finalizer.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.Emitted;
import dev.kcompact.finalizer.workflow.RuntimeApi.Answer;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip that is deployed, run by AWS's own runtime client in a JVM of its own. */
class PackagedZipIT {
  private static final Path TARGET = Path.of("target");
  private static final long MEGABYTE = 1_000_000;
  private static final long LARGEST_ZIP = 60 * MEGABYTE;
  private static final long LARGEST_UNZIPPED = 200 * MEGABYTE;
  private static final RunRef RUN = RunRef.of(DayFixture.DAY, 7);
  private static final Duration AMPLE = Duration.ofMinutes(15);

  @TempDir static Path unzipped;
  @TempDir Path tmp;

  @BeforeAll
  static void unzip() throws IOException {
    Path zip = PackagedZip.path();
    long total = PackagedZip.unzip(unzipped);
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
    day.wholeDay();
    Map<String, String> environment = environment(day);

    try (RuntimeApi plan = start("plan.PlanHandler", environment)) {
      Answer answer =
          plan.invoke(
              "{\"date\": \"2026-11-22\", \"run\": \"%s\", \"token\": 7, \"attempt\": 0, \"planAttempts\": 1, \"waitSeconds\": 1}"
                  .formatted(RUN.run()),
              AMPLE);
      assertThat(answer.text()).contains("\"status\":\"COMPLETE\"");
    }
    long start = System.nanoTime();
    try (RuntimeApi finalize = start("finalize.FinalizeHandler", environment)) {
      String payload = request("s-0000");
      Answer stopped = finalize.invoke(payload, Duration.ofSeconds(15));
      System.out.printf(
          "cold start to the first table finalized by DuckDB: %d ms%n",
          (System.nanoTime() - start) / 1_000_000);
      assertThat(stopped.text())
          .contains("\"status\":\"CONTINUE\"", "\"done\":[]", "\"halved\":[\"orders-0-of-1\"]");

      Answer half = finalize.invoke(stopped.text(), Duration.ofSeconds(59));
      assertThat(half.text()).contains("\"status\":\"CONTINUE\"", "\"done\":[\"orders-0-of-2\"]");

      Answer table = finalize.invoke(half.text(), Duration.ofSeconds(59));
      assertThat(table.text())
          .contains("\"status\":\"CONTINUE\"", "\"done\":[\"orders-0-of-2\",\"orders-1-of-2\"]");

      Answer unit = finalize.invoke(table.text(), Duration.ofSeconds(59));
      assertThat(unit.text()).contains("\"status\":\"DONE\"");

      assertThat(finalize.invoke(request("d-0000"), AMPLE).text()).contains("DONE");
      Answer unknown = finalize.invoke(request("s-9999"), AMPLE);
      assertThat(unknown.isError()).isTrue();
      assertThat(Json.tree(unknown.text()).orElseThrow().get("errorType").asText())
          .isEqualTo("dev.kcompact.finalizer.failure.NonRetryableException");
    }

    assertIsForCloudWatch(Files.readString(TARGET.resolve("finalize.FinalizeHandler.log")));
    RunDocuments documents = new RunDocuments(day.lake, RUN);
    List<TableResult> results = documents.results(documents.plan());
    assertThat(results)
        .extracting(TableResult::table)
        .containsExactly("orders", "orders", "payments", "paid_orders");
    assertThat(results.stream().mapToLong(TableResult::rowsOut).sum()).isEqualTo(2 + 2 + 1);
  }

  /** All that the functions themselves write is JSON, and leads to its run. */
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
                    .isEqualTo("failed: No such work unit: s-9999"));
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
      try (RuntimeApi function = start(handler, environment)) {
        Answer answer = function.invoke("[]", AMPLE);
        assertThat(answer.isError()).isTrue();
        assertThat(answer.text()).as(handler).contains("The payload is not as expected");
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
  void saysEveryMistakeOfItsEnvironmentAtOnce() throws Exception {
    try (RuntimeApi function = start("lock.LockHandler", Map.of("KCOMPACT_ZONE", "Nowhere"))) {
      Answer answer = function.answer();
      assertThat(answer.isError()).isTrue();
      assertThat(answer.text())
          .contains("KCOMPACT_SOURCE is not set", "KCOMPACT_LOCK_TABLE is not set", "Nowhere");
    }
  }

  private static String request(String unit) {
    return "{\"date\": \"2026-11-22\", \"run\": \"%s\", \"token\": 7, \"slice\": \"%s\", \"continuation\": {}}"
        .formatted(RUN.run(), unit);
  }

  private RuntimeApi start(String handler, Map<String, String> environment) throws IOException {
    return new RuntimeApi(
        unzipped.resolve("lib"),
        PackagedZip.RUNTIME_CLIENT,
        "dev.kcompact.finalizer." + handler + "::handleRequest",
        environment,
        TARGET.resolve(handler + ".log"));
  }

  private Map<String, String> environment(DayFixture day) {
    return Map.of(
        "KCOMPACT_SOURCE", day.settings.source().toString(),
        "KCOMPACT_LAKE", day.settings.lake().toString(),
        "KCOMPACT_TABLES", day.settings.tables().toString(),
        "KCOMPACT_LOCK_TABLE", "locks",
        "KCOMPACT_GLUE_DATABASE", "test",
        "KCOMPACT_KAFKA_BOOTSTRAP", "127.0.0.1:1",
        "KCOMPACT_TMP", tmp.resolve("tmp").toString(),
        "KCOMPACT_DUCKDB_MEMORY", "256MiB",
        "KCOMPACT_TIME_RESERVE", "60s");
  }
}
