package dev.kcompact.testbed.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.kafka.MessageLog;
import dev.kcompact.cli.kafka.MessageLog.Message;
import dev.kcompact.testbed.check.CheckResult.Differs;
import dev.kcompact.testbed.check.CheckResult.Holds;
import dev.kcompact.testbed.check.DayCheck.CheckReport;
import dev.kcompact.testbed.check.Difference.Kind;
import dev.kcompact.testbed.check.ExpectedDay.Counts;
import dev.kcompact.testbed.check.PublishedTables.PublishedPartition;
import dev.kcompact.testbed.sample.Fate;
import dev.kcompact.testbed.sample.TableDay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks a complete, correct day, and then the same day with one error. */
@Tag("full")
class DayCheckTest {
  @TempDir private static Path writtenOnce;
  private static LakeFixture pristine;
  @TempDir private Path folder;
  private LakeFixture lake;
  private final Map<String, PublishedPartition> partitions = new HashMap<>();
  private final List<Message> feedback = new ArrayList<>();
  private final List<Message> deadLetters = new ArrayList<>();
  private DayCheck check;

  /** Written once; every test changes a copy. */
  @BeforeAll
  static void write() throws Exception {
    pristine = new LakeFixture(writtenOnce);
    for (TableDay table : pristine.day.tables()) {
      pristine.writeCompacted(table.table(), pristine.compactedRows(table.table()));
      pristine.writeProcessed(table.table(), pristine.processedRows(table.table()));
      pristine.writeQuarantine(table.table(), pristine.quarantineRows(table.table()));
    }
    pristine.writePaidOrders();
  }

  @BeforeEach
  void publish() throws Exception {
    lake = new LakeFixture(folder);
    copy(pristine.root, lake.root);
    for (TableDay table : lake.day.tables()) {
      sendDeadLetters(table);
    }
    for (DeclaredTable table : lake.expected.tables()) {
      partitions.put(table.domain() + "." + table.name(), partition(table));
      feedback.add(event(table));
    }
    check =
        new DayCheck(
            lake.day,
            LakeFixture.CONF,
            new DayCheck.Outcome(lake.files, messages(), catalog(), "dead-letters", "feedback"),
            lake.scratch);
  }

  @Test
  void holdsForADayThatIsRight() throws Exception {
    CheckReport compacted = check.compacted();
    CheckReport finalized = check.finalized(LakeFixture.RUN);
    assertThat(compacted.holds()).as(compacted.toString()).isTrue();
    assertThat(finalized.holds()).as(finalized.toString()).isTrue();
    assertThat(compacted.results()).hasSize(5);
    assertThat(finalized.results()).hasSize(5 + 5 + 4 + 2);
    assertThat(finalized.results()).allMatch(result -> result.compared() > 0);
    assertThat(check.publishedRun()).hasValue(LakeFixture.RUN);
  }

  @Test
  void leavesNothingInItsScratchFolder() throws Exception {
    check.compacted();
    try (var files = Files.list(lake.scratch)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void reportsAQuarantinedRecordThatIsMissing() throws Exception {
    List<List<String>> rows = lake.quarantineRows("payments");
    rows.remove(0);
    lake.writeQuarantine("payments", rows);
    assertOnly("quarantine payments", Kind.MISSING);
  }

  @Test
  void reportsADuplicatedQuarantinedRecord() throws Exception {
    List<List<String>> rows = lake.quarantineRows("payments");
    rows.add(rows.get(0));
    lake.writeQuarantine("payments", rows);
    assertOnly("quarantine payments", Kind.DUPLICATED);
  }

  @Test
  void reportsAGoodRecordInQuarantine() throws Exception {
    TableDay payments = lake.day.table("payments");
    List<List<String>> rows = lake.quarantineRows("payments");
    int line = 0;
    while (!(payments.fate(line) instanceof Fate.Good)) {
      line++;
    }
    rows.add(
        List.of(
            String.valueOf(payments.object(0).partition()),
            String.valueOf(payments.object(0).offset()),
            String.valueOf(line),
            SqlLiteral.text(payments.object(0).key()),
            "'invalid'",
            "'amount_positive'",
            "'{}'"));
    lake.writeQuarantine("payments", rows);
    assertOnly("quarantine payments", Kind.UNEXPECTED);
  }

  @Test
  void reportsAnInvalidRecordThatIsCalledCorrupt() throws Exception {
    List<List<String>> rows = lake.quarantineRows("payments");
    rows.stream()
        .filter(row -> row.get(4).equals("'invalid'"))
        .findFirst()
        .orElseThrow()
        .set(4, "'corrupt'");
    lake.writeQuarantine("payments", rows);
    assertOnly("quarantine payments", Kind.WRONG_REASON);
  }

  @Test
  void reportsAnInvalidRecordThatBreaksAnotherRuleAsWell() throws Exception {
    List<List<String>> rows = lake.quarantineRows("payments");
    List<String> row =
        rows.stream().filter(r -> r.get(4).equals("'invalid'")).findFirst().orElseThrow();
    row.set(5, row.get(5).replaceFirst("'$", ",enum:/status'"));
    lake.writeQuarantine("payments", rows);
    assertOnly("quarantine payments", Kind.WRONG_REASON);
  }

  @Test
  void reportsAQuarantinedRecordWithAnotherTextAndObject() throws Exception {
    List<List<String>> rows = lake.quarantineRows("payments");
    List<String> row =
        rows.stream().filter(r -> r.get(4).equals("'corrupt'")).findFirst().orElseThrow();
    row.set(6, "'another'");
    row.set(3, "'another'");
    lake.writeQuarantine("payments", rows);
    assertOnly("quarantine payments", Kind.CHANGED, Kind.CHANGED);
  }

  @Test
  void reportsAPartitionThatTheCatalogLacks() throws Exception {
    partitions.remove("financeiro.payments");
    assertOnly("catalog payments", Kind.MISSING);
  }

  @Test
  void reportsAPartitionOfAnotherRun() throws Exception {
    PublishedPartition partition =
        java.util.Objects.requireNonNull(partitions.get("financeiro.payments"));
    partitions.put(
        "financeiro.payments",
        new PublishedPartition(
            partition.location().replace(LakeFixture.RUN, "older"), partition.columns()));
    assertOnly("catalog payments", Kind.CHANGED);
  }

  @Test
  void reportsAColumnTypeThatTheCatalogHasWrong() throws Exception {
    PublishedPartition partition =
        java.util.Objects.requireNonNull(partitions.get("financeiro.payments"));
    Map<String, String> columns = new LinkedHashMap<>(partition.columns());
    columns.put("amount", "double");
    columns.put("surprise", "string");
    partitions.put("financeiro.payments", new PublishedPartition(partition.location(), columns));
    assertOnly("catalog payments", Kind.WRONG_SCHEMA, Kind.WRONG_SCHEMA);
  }

  @Test
  void reportsAColumnOfUnknownFieldsThatIsMissingOrNotDeclared() throws Exception {
    change("vendas.customers", columns -> columns.remove("_rescued"));
    assertOnly("catalog customers", Kind.WRONG_SCHEMA);
    partitions.put("vendas.customers", partition(lake.expected.table("customers")));
    change("financeiro.payments", columns -> columns.put("_rescued", "string"));
    assertOnly("catalog payments", Kind.WRONG_SCHEMA);
  }

  private void change(String table, Consumer<Map<String, String>> change) {
    PublishedPartition partition = java.util.Objects.requireNonNull(partitions.get(table));
    Map<String, String> columns = new LinkedHashMap<>(partition.columns());
    change.accept(columns);
    partitions.put(table, new PublishedPartition(partition.location(), columns));
  }

  @Test
  void reportsAFileThatCannotBeRead() throws Exception {
    Files.writeString(
        lake.root.resolve(lake.processedFolder("customers") + "0.parquet"), "no Parquet");
    CheckResult catalog =
        new CatalogCheck(lake.expected.table("customers"))
            .run(
                catalog(),
                lake.files,
                lake.duckDb(),
                LakeFixture.DATE,
                lake.processedFolder("customers"),
                lake.files.parquet(lake.processedFolder("customers")));
    assertThat(((Differs) catalog).first())
        .extracting(Difference::kind)
        .containsExactly(Kind.UNREADABLE);
  }

  @Test
  void reportsAFileWithAnotherType() throws Exception {
    DeclaredTable customers = lake.expected.table("customers");
    String key = lake.processedFolder("customers") + "1.parquet";
    lake.write(
        key, LakeFixture.processedColumns(customers).replace("DECIMAL(20,4)", "DOUBLE"), List.of());
    try (DuckDb duckDb = lake.duckDb()) {
      CheckResult catalog =
          new CatalogCheck(customers)
              .run(
                  catalog(),
                  lake.files,
                  duckDb,
                  LakeFixture.DATE,
                  lake.processedFolder("customers"),
                  lake.files.parquet(lake.processedFolder("customers")));
      assertThat(((Differs) catalog).first())
          .containsExactly(
              new Difference(
                  Kind.WRONG_SCHEMA,
                  key + " column credit_limit",
                  "expected DECIMAL(20,4), found DOUBLE"));
    }
  }

  @Test
  void reportsAMissingEvent() throws Exception {
    feedback.remove(1);
    assertOnly("feedback", Kind.MISSING);
  }

  @Test
  void reportsADuplicatedEvent() throws Exception {
    feedback.add(feedback.get(1));
    assertOnly("feedback", Kind.DUPLICATED);
  }

  @Test
  void reportsAWrongCount() throws Exception {
    Message event = feedback.get(0);
    String json = new String(event.value(), StandardCharsets.UTF_8);
    feedback.set(
        0,
        new Message(
            event.key(),
            json.replace("\"duplicates\":", "\"duplicates\":1").getBytes(StandardCharsets.UTF_8),
            event.headers()));
    assertOnly("feedback", Kind.WRONG_COUNT);
  }

  @Test
  void reportsAnEventOfATableThatIsNone() throws Exception {
    Message event = feedback.get(0);
    String json = new String(event.value(), StandardCharsets.UTF_8);
    String key = "returns/" + LakeFixture.DATE;
    feedback.add(
        new Message(
            key, json.replace(event.key(), key).getBytes(StandardCharsets.UTF_8), Map.of()));
    assertOnly("feedback", Kind.UNEXPECTED);
  }

  @Test
  void doesNotCareForTheEventsOfOtherRuns() throws Exception {
    Message event = feedback.get(0);
    String json = new String(event.value(), StandardCharsets.UTF_8);
    feedback.add(
        new Message(
            event.key(),
            json.replace(LakeFixture.RUN, "older").getBytes(StandardCharsets.UTF_8),
            Map.of()));
    assertThat(check.finalized(LakeFixture.RUN).holds()).isTrue();
  }

  private void assertOnly(String name, Kind... kinds) throws Exception {
    CheckReport report = check.finalized(LakeFixture.RUN);
    assertThat(report.results())
        .filteredOn(result -> !(result instanceof Holds))
        .singleElement()
        .satisfies(result -> assertThat(result.check()).isEqualTo(name))
        .satisfies(
            result ->
                assertThat(((Differs) result).first())
                    .extracting(Difference::kind)
                    .containsExactly(kinds));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private PublishedPartition partition(DeclaredTable table) {
    Map<String, String> columns = new LinkedHashMap<>();
    table.columns().fields().forEach(f -> columns.put(f.getKey(), f.getValue().glue()));
    columns.put("_partition", "int");
    if (table.keepsRescued()) {
      columns.put("_rescued", "string");
    }
    return new PublishedPartition(lake.files.uri(lake.processedFolder(table.name())), columns);
  }

  private Message event(DeclaredTable table) throws IOException {
    String subject = table.name() + "/" + LakeFixture.DATE;
    Counts counts = lake.expected.counts(table);
    List<LakeFiles.StoredFile> files = lake.files.parquet(lake.processedFolder(table.name()));
    String json =
        """
        {"specversion":"1.0","id":"%s/%s/PUBLISHED","source":"kcompact/finalizer",
        "type":"dev.kcompact.table-day.v1","subject":"%s","time":"2026-11-23T05:00:00Z",
        "data":{"table":"%s","domain":"%s","day":"%s","run":"%s","status":"PUBLISHED",
        "location":"%s","rows":%d,"duplicates":%d,"invalid":%d,"corrupt":%d,"objects":%d,
        "files":%d,"bytes":%d,"reason":null}}"""
            .formatted(
                LakeFixture.RUN,
                table.name(),
                subject,
                table.name(),
                table.domain(),
                LakeFixture.DATE,
                LakeFixture.RUN,
                lake.files.uri(lake.processedFolder(table.name())),
                counts.rows(),
                counts.duplicates(),
                counts.invalid(),
                counts.corrupt(),
                counts.objects(),
                files.size(),
                files.stream().mapToLong(LakeFiles.StoredFile::bytes).sum());
    return new Message(subject, json.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private void sendDeadLetters(TableDay table) {
    for (long record = 0; record < table.records(); record++) {
      Fate fate = table.fate(record);
      if (!(fate instanceof Fate.Good)) {
        String key = table.key(record);
        boolean corrupt = fate instanceof Fate.Corrupt;
        Map<String, String> headers = new HashMap<>();
        headers.put("kc-table", table.table());
        headers.put("kc-object", key.substring(0, key.indexOf('#')));
        headers.put("kc-line", key.substring(key.indexOf('#') + 1));
        headers.put("kc-attempt", "1");
        headers.put("kc-source", corrupt ? "compactor" : "finalizer");
        headers.put("kc-reason", reason(fate));
        headers.put("kc-run", LakeFixture.RUN);
        deadLetters.add(
            new Message(
                key,
                LakeFixture.letter(table.record(table.objectOf(record), record).json()),
                headers));
      }
    }
  }

  private static String reason(Fate fate) {
    return fate instanceof Fate.Invalid invalid
        ? LakeFixture.reason(invalid)
        : ((Fate.Corrupt) fate).kind().code();
  }

  private MessageLog messages() {
    return (String topic, Consumer<Message> taker) ->
        (topic.equals("feedback") ? feedback : deadLetters).forEach(taker);
  }

  private PublishedTables catalog() {
    return (String domain, String table, LocalDate day) ->
        Optional.ofNullable(partitions.get(domain + "." + table))
            .filter(partition -> day.equals(LakeFixture.DATE));
  }
}
