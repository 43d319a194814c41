package dev.kcompact.testbed.report;

import dev.kcompact.cli.workflow.Workflow;
import dev.kcompact.cli.workflow.Workflow.Outcome;
import dev.kcompact.cli.workflow.Workflow.Step;
import dev.kcompact.testbed.report.Compacted.DataFile;
import dev.kcompact.testbed.report.Compacted.RawObjects;
import dev.kcompact.testbed.report.CoverageSummary.NameSample;
import dev.kcompact.testbed.report.RequestCount.Role;
import dev.kcompact.testbed.report.RunReport.GluePartition;
import dev.kcompact.testbed.report.RunReport.Phase;
import dev.kcompact.testbed.report.RunReport.ProcessMemory;
import dev.kcompact.testbed.report.RunReport.RunInfo;
import dev.kcompact.testbed.report.RunReport.TableReport;
import dev.kcompact.testbed.report.RunReport.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Constructed runs: the reference day of 70,000 objects, and a small one with failures. */
final class ReportFixture {
  private static final String RUN = "2026-11-23T061502Z-1";

  private ReportFixture() {}

  /** A day in the proportions of the reference load, with invented values. */
  static RunReport referenceDay() {
    return new RunReport(
        new RunInfo(
            Instant.parse("2026-11-23T06:14:09Z"),
            LocalDate.of(2026, 11, 22),
            "0.1.0-SNAPSHOT",
            70_000,
            2,
            options()),
        phases(),
        List.of(
            base("orders", "vendas", 36_400, 9_300, 341_206, 1_021, 2),
            base("payments", "financeiro", 18_200, 9_000, 168_044, 480, 1),
            base("shipments", "logistica", 11_900, 10_100, 121_377, 377, 1),
            base("customers", "vendas", 3_500, 9_800, 33_902, 98, 1),
            new TableReport(
                "paid_orders",
                "vendas",
                null,
                published("vendas", "paid_orders", 1, 201_377, 0, 0))),
        requests(),
        new RunReport.Polling(
            Duration.ofSeconds(10),
            19,
            "Four tables with two to eleven open directories and stems."),
        new Workflow("day-2026-11-22-1", "SUCCEEDED", Duration.ofMillis(21_480), steps()),
        functions(),
        List.of(
            partition("vendas", "orders"),
            partition("financeiro", "payments"),
            partition("logistica", "shipments"),
            partition("vendas", "customers"),
            partition("vendas", "paid_orders")),
        List.of(
            new Topic("kcompact.dead-letters", 3_312, 3_312), new Topic("kcompact.feedback", 5, 5)),
        checks(),
        List.of(),
        memory());
  }

  /** A day with losses, a failed workflow, an incident, and names that contain markup. */
  static RunReport brokenDay() {
    String hostile = "</td><script>alert(\"x\")</script>&amp;'\u0007\uD800";
    Compacted compacted =
        new Compacted(
            RawObjects.of(List.of(0L, 120L, 999L)),
            List.of(new DataFile("compacted/" + hostile + ".parquet", 2_048, 5)),
            5,
            1,
            Map.of("wrong_type", 1L),
            Map.of(),
            new CoverageSummary(
                1,
                NameSample.of(List.of("topics/" + hostile)),
                new NameSample(1, List.of("topics/orders/b.json")),
                NameSample.NONE,
                NameSample.NONE));
    Processed rejected =
        new Processed("REJECTED", null, 0, 0, 0, 0, 0, "1 object missing " + hostile);
    return new RunReport(
        new RunInfo(
            Instant.parse("2026-11-23T06:14:09Z"),
            LocalDate.of(2026, 11, 22),
            hostile,
            3,
            1,
            Map.of(hostile, hostile)),
        List.of(new Phase("compact", Duration.ofMillis(1_500))),
        List.of(new TableReport(hostile, hostile, compacted, rejected)),
        List.of(
            new RequestCount("compact", hostile, Role.JOB, RequestKind.GET, 3),
            new RequestCount("compact", hostile, Role.HARNESS, RequestKind.OTHER, 1)),
        null,
        new Workflow(
            hostile,
            "FAILED",
            Duration.ofSeconds(2),
            List.of(
                new Step("Plan", hostile, Duration.ZERO, Duration.ofSeconds(2), Outcome.FAILED))),
        List.of(),
        List.of(new GluePartition(hostile, hostile, List.of(hostile), hostile, "")),
        List.of(new Topic(hostile, 1, 1)),
        List.of(new Evidence(hostile, false, hostile)),
        List.of(new RunReport.Incident("INC0010001", hostile, "new", hostile)),
        List.of(new ProcessMemory(hostile, 512)));
  }

  /** One table with few values: small enough to be compared as JSON. */
  static RunReport smallDay() {
    CoverageSummary complete =
        new CoverageSummary(3, NameSample.NONE, NameSample.NONE, NameSample.NONE, NameSample.NONE);
    Compacted compacted =
        new Compacted(
            RawObjects.of(List.of(800L, 1_200L, 1_900L)),
            List.of(new DataFile("compacted/orders/dt=2026-11-22/part-1.parquet", 2_100, 30)),
            30,
            2,
            Map.of("wrong_type", 1L, "malformed_json", 1L),
            Map.of("DAY_CLOSED", 1L),
            complete);
    return new RunReport(
        new RunInfo(
            Instant.parse("2026-11-23T06:14:09Z"),
            LocalDate.of(2026, 11, 22),
            "0.1.0",
            3,
            1,
            Map.of("seed", "42")),
        List.of(new Phase("compact", Duration.ofMillis(1_500))),
        List.of(
            new TableReport(
                "orders", "vendas", compacted, published("vendas", "orders", 1, 26, 1, 1)),
            new TableReport("paid_orders", "vendas", null, null)),
        List.of(new RequestCount("compact", "kcompact-job", Role.JOB, RequestKind.GET, 3)),
        new RunReport.Polling(Duration.ofSeconds(10), 2, "One directory and its parent."),
        new Workflow("day-1", "SUCCEEDED", Duration.ofMillis(2_250), steps().subList(0, 1)),
        List.of(use("kcompact-lock", 2, 1_720, 1_630, 512, 190)),
        List.of(partition("vendas", "orders")),
        List.of(new Topic("kcompact.feedback", 1, 1)),
        List.of(new Evidence("compacted orders", true, "30 compared")),
        List.of(
            new RunReport.Incident("INC0010001", "kcompact/orders/2026-11-22", "6", "resolved")),
        List.of(new ProcessMemory("Kafka", 384)));
  }

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("seed", "42");
    options.put("poll-interval", "10s");
    options.put("checkpoint-interval", "10s");
    options.put("group.time-budget", "2m");
    options.put("records per object", "10");
    return options;
  }

  private static List<Phase> phases() {
    return List.of(
        new Phase("start", Duration.ofMillis(8_210)),
        new Phase("write sample", Duration.ofMillis(44_905)),
        new Phase("compact", Duration.ofMillis(71_330)),
        new Phase("finalize", Duration.ofMillis(21_480)),
        new Phase("check", Duration.ofMillis(19_025)));
  }

  private static TableReport base(
      String name, String domain, int objects, int meanBytes, long rows, long corrupt, int files) {
    List<Long> sizes = sizes(objects, meanBytes, name.hashCode());
    long raw = sizes.stream().mapToLong(Long::longValue).sum();
    List<DataFile> parquet = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      String path = "compacted/%s/dt=2026-11-22/part-7f3a%02d-0.parquet".formatted(name, i);
      parquet.add(new DataFile(path, raw * (15 + i) / 100 / files, rows / files));
    }
    Map<String, Long> rejects =
        Map.of(
            "malformed_json", corrupt / 2,
            "wrong_type", corrupt / 4,
            "missing_required", corrupt - corrupt / 2 - corrupt / 4);
    return new TableReport(
        name,
        domain,
        new Compacted(
            RawObjects.of(sizes),
            parquet,
            rows,
            corrupt,
            rejects,
            files == 1 ? Map.of("DAY_CLOSED", 1L) : Map.of("TIME_BUDGET", 1L, "DAY_CLOSED", 1L),
            new CoverageSummary(
                objects, NameSample.NONE, NameSample.NONE, NameSample.NONE, NameSample.NONE)),
        published(domain, name, 1, rows - corrupt - rows / 50, rows / 50, rows / 500));
  }

  private static List<Long> sizes(int count, int mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sizes.add((long) (mean * (0.25 + 1.5 * random.nextDouble() * random.nextDouble() * 2)));
    }
    return sizes;
  }

  private static Processed published(
      String domain, String name, long files, long rows, long duplicates, long invalid) {
    return new Processed(
        "PUBLISHED",
        location(domain, name),
        files,
        rows * 130,
        rows - invalid,
        duplicates,
        invalid,
        null);
  }

  private static String location(String domain, String table) {
    return "s3://lake/processed/%s/%s/dt=2026-11-22/run=%s/".formatted(domain, table, RUN);
  }

  private static GluePartition partition(String domain, String table) {
    return new GluePartition(
        "kcompact_" + domain, table, List.of("2026-11-22"), location(domain, table), RUN);
  }

  private static List<RequestCount> requests() {
    List<RequestCount> all = new ArrayList<>();
    all.addAll(
        RequestCount.parse(
            "write sample",
            "{\"kcompact-local\": {\"put\": 70000, \"other\": 2}}",
            client -> Role.HARNESS));
    all.addAll(
        RequestCount.parse(
            "compact",
            """
            {"kcompact-job": {"get": 70023, "list": 168},
             "kcompact-sink": {"list": 31, "head": 24, "put": 0, "create-multipart": 5, \
            "upload-part": 18, "complete-multipart": 5, "delete": 4}}
            """,
            client -> Role.JOB));
    all.addAll(
        RequestCount.parse(
            "finalize",
            "{\"kcompact-functions\": {\"get\": 214, \"head\": 11, \"list\": 112, \"put\": 37}}",
            client -> Role.FUNCTIONS));
    all.addAll(
        RequestCount.parse(
            "check", "{\"kcompact-local\": {\"get\": 61, \"list\": 96}}", client -> Role.HARNESS));
    return all;
  }

  private static List<Step> steps() {
    return List.of(
        step("AcquireLock", "", 0, 1_630),
        step("Plan", "", 1_640, 4_380),
        step("FinalizeTables", "", 6_030, 8_940),
        step("Finalize", "orders", 6_050, 8_890),
        step("Finalize", "payments", 6_050, 5_120),
        step("Finalize", "shipments", 11_190, 2_960),
        step("Finalize", "customers", 14_160, 770),
        step("FinalizeDomain", "paid_orders", 14_980, 1_905),
        step("Publish", "", 16_890, 2_110),
        step("Feedback", "", 19_010, 1_455),
        step("NotifyResolved", "", 20_470, 640),
        step("ReleaseLock", "", 21_120, 95),
        step("Done", "", 21_220, 1));
  }

  private static Step step(String name, String detail, long start, long took) {
    return new Step(
        name, detail, Duration.ofMillis(start), Duration.ofMillis(took), Outcome.SUCCEEDED);
  }

  private static List<FunctionUse> functions() {
    return List.of(
        use("kcompact-feedback", 1, 1_440, 1_440, 1024, 288),
        use("kcompact-finalize", 5, 19_645, 8_890, 2048, 1_310),
        use("kcompact-lock", 2, 1_720, 1_630, 512, 190),
        use("kcompact-notify", 1, 640, 640, 512, 171),
        use("kcompact-plan", 1, 4_375, 4_375, 2048, 611),
        use("kcompact-publish", 1, 2_105, 2_105, 1024, 302));
  }

  private static FunctionUse use(
      String name, long count, long total, long longest, int memory, int peak) {
    return new FunctionUse(
        name,
        count,
        0,
        Duration.ofMillis(total),
        Duration.ofMillis(longest),
        Duration.ofMillis(1_210),
        memory,
        peak);
  }

  private static List<Evidence> checks() {
    return List.of(
        new Evidence("compacted orders", true, "341,206 compared"),
        new Evidence("compacted payments", true, "168,044 compared"),
        new Evidence("compacted shipments", true, "121,377 compared"),
        new Evidence("compacted customers", true, "33,902 compared"),
        new Evidence("dead letters of kcompact.dead-letters", true, "1,976 compared, 3 came twice"),
        new Evidence("processed orders", true, "333,361 compared"),
        new Evidence("processed paid_orders", true, "201,377 compared"),
        new Evidence("catalog", true, "61 compared"),
        new Evidence("quarantine orders", true, "1,703 compared"),
        new Evidence("feedback", true, "5 compared"));
  }

  private static List<ProcessMemory> memory() {
    return List.of(
        new ProcessMemory("command", 512),
        new ProcessMemory("S3", 512),
        new ProcessMemory("Kafka", 384),
        new ProcessMemory("Flink", 1792),
        new ProcessMemory("Lambda", 4096),
        new ProcessMemory("moto", 256));
  }
}
