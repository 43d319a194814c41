package dev.kcompact.finalizer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.source.UnreadableObjects;
import dev.kcompact.contract.source.UnreadableObjects.Unreadable;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionStamp;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.CoverageDocument;
import dev.kcompact.finalizer.run.documents.CoverageDocument.Listed;
import dev.kcompact.finalizer.run.documents.HashBucket;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.OtherDefinition;
import dev.kcompact.finalizer.run.documents.PlanDocument.TablePlan;
import dev.kcompact.finalizer.run.documents.PlanDocument.UnownedFolder;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanHandlerTest {
  private static final RunRef RUN = RunRef.of(DayFixture.DAY, 7);

  @TempDir Path tmp;
  private DayFixture day;

  @BeforeEach
  void makeDay() {
    day = DayFixture.inFolders(tmp);
  }

  @Test
  void plansWorkUnitsOfACompleteDay() {
    day.completeDay();

    PlanHandler.Answer answer = plan(0);

    assertThat(answer.status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    assertThat(answer.workUnits()).containsExactly("s-0000");
    assertThat(answer.derived()).containsExactly("d-0000");
    PlanDocument plan = new RunDocuments(day.lake, RUN).plan();
    assertThat(plan.workUnit("s-0000").orElseThrow().buckets())
        .containsExactlyInAnyOrder(
            new HashBucket("orders", 0, 1), new HashBucket("payments", 0, 1));
    assertThat(plan.table("orders").orElseThrow().rows()).isEqualTo(5);
    assertThat(plan.table("orders").orElseThrow().corruptRows()).isEqualTo(1);
    assertThat(plan.table("orders").orElseThrow().objects()).isEqualTo(2);
    assertThat(plan.table("orders").orElseThrow().coverage().covered()).isEqualTo(2);
    assertThat(plan.table("orders").orElseThrow().uncompressedBytes()).isPositive();
  }

  @Test
  void namesMissingObjectsAndTriesAgain() {
    day.completeDay();
    day.raw("orders", 9);

    PlanHandler.Answer answer = plan(0);

    assertThat(answer.status()).isEqualTo(PlanHandler.Answer.Status.INCOMPLETE);
    assertThat(answer.attempt()).isEqualTo(1);
    assertThat(answer.waitSeconds()).isEqualTo(5);
    assertThat(answer.reason())
        .isEqualTo(
            "orders: 1 missing (topics/orders/dt=2026-11-22/orders+0+0000000009.json); all of them: "
                + day.lake.locationOf(RUN.key("coverage/orders.json")));
    assertThat(coverage().missing())
        .extracting(Listed::key)
        .containsExactly("topics/orders/dt=2026-11-22/orders+0+0000000009.json");
    assertThat(answer.workUnits()).isEmpty();
  }

  /** An object whose path has no day is filed under its last modification. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders+0+0000000011.json",
        "_SUCCESS",
        "dt=2026-11-22_$folder$",
        "dt=__HIVE_DEFAULT_PARTITION__/orders+0+0000000011.json",
        "dt=2026-13-45/orders+0+0000000011.json",
        "a/b/orders+0+0000000011.json"
      })
  void aKeyWithoutADayBelongsToTheDayOfItsLastModification(String name) throws IOException {
    day.completeDay();
    String key = "topics/orders/" + name;
    day.source.put(key, "{}");
    Path file = day.source.root().toPath().resolve(key);

    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-23T00:00:01Z")));
    assertThat(plan(0).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-22T10:00:00Z")));
    assertThat(plan(0).reason()).startsWith("orders: 1 missing (" + key + ")");

    List<StoredObject> late = day.source.list(key);
    day.compact("orders", "late.parquet", late, DayFixture.order("O-3", "1.00", 11, 0));
    assertThat(plan(1).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    assertThat(table("orders").objects()).isEqualTo(3);
  }

  @Test
  void saysWhichMissingObjectsTheJobCannotRead() {
    day.completeDay();
    day.raw("orders", 9, 12);
    String key = "topics/orders/dt=2026-11-22/orders+0+0000000009.json";
    Unreadable unreadable =
        new Unreadable(key, "orders", DayFixture.DAY, "403 InvalidObjectState", Instant.EPOCH, 3);
    day.lake.put(UnreadableObjects.KEY, new UnreadableObjects(List.of(unreadable), 1).toJson());

    assertThat(plan(0).reason())
        .startsWith("orders: 2 missing (")
        .contains("; 1 of them unreadable (" + key + " (403 InvalidObjectState)); all of them: ");
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    day.completeDay();
    day.raw("orders", 9);

    assertThat(plan(2).status()).isEqualTo(PlanHandler.Answer.Status.GIVEN_UP);
  }

  @Test
  void namesTheFirstTwentyAndListsAll() {
    day.completeDay();
    day.raw("orders", LongStream.range(100, 125).toArray());

    assertThat(plan(0).reason())
        .startsWith("orders: 25 missing (")
        .contains("orders+0+0000000119.json, ...); all of them: ")
        .doesNotContain("orders+0+0000000120.json");
    assertThat(coverage().missing()).hasSize(25);
  }

  @Test
  void deletesTheCoverageOfAnEarlierAttempt() {
    day.completeDay();
    List<StoredObject> late = day.raw("orders", 9);
    plan(0);
    day.compact("orders", "late.parquet", late, DayFixture.order("O-3", "1.00", 9, 0));

    assertThat(plan(1).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    assertThat(day.lake.text(RUN.key("coverage/orders.json"))).isEmpty();
  }

  @Test
  void acceptsAnIncompleteDayAtTheLastAttemptOnlyOnRequest() {
    day.completeDay();
    day.raw("orders", 9);

    assertThat(plan(1, true).status()).isEqualTo(PlanHandler.Answer.Status.INCOMPLETE);
    assertThat(plan(2, false).status()).isEqualTo(PlanHandler.Answer.Status.GIVEN_UP);

    PlanHandler.Answer answer = plan(2, true);
    assertThat(answer.status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    assertThat(answer.reason()).startsWith("orders: 1 missing");
    assertThat(answer.workUnits()).isNotEmpty();
    assertThat(answer.derived()).isNotEmpty();
    assertThat(table("orders").status()).isEqualTo(PlanDocument.Status.ALLOWED);
    assertThat(table("payments").status()).isEqualTo(PlanDocument.Status.COMPLETE);
  }

  @Test
  void neverAcceptsADayWithDuplicatedRows() {
    List<StoredObject> objects = day.raw("orders", 0);
    day.compact("orders", objects, DayFixture.order("O-1", "1.00", 0, 0));
    day.compact("orders", "again.parquet", objects, DayFixture.order("O-1", "1.00", 0, 0));

    assertThat(plan(2, true).status()).isEqualTo(PlanHandler.Answer.Status.GIVEN_UP);
  }

  @Test
  void aTableWithoutAnyFileIsNothingWhenItIsAccepted() {
    day.completeDay();
    day.source.delete(List.of("topics/payments/dt=2026-11-22/payments+0+0000000000.json"));
    day.lake.delete(day.lake.list("compacted/payments/").stream().map(StoredObject::key).toList());
    day.raw("payments", 7);

    assertThat(plan(2, true).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    assertThat(table("payments").status()).isEqualTo(PlanDocument.Status.NOTHING);
    assertThat(table("payments").reason()).startsWith("1 missing");
  }

  @Test
  void namesDuplicatedAndChangedObjects() {
    List<StoredObject> objects = day.raw("orders", 0, 5);
    day.compact("orders", objects, DayFixture.order("O-1", "1.00", 0, 0));
    day.compact(
        "orders", "again.parquet", objects.subList(0, 1), DayFixture.order("O-1", "1.00", 0, 0));
    day.source.put(objects.get(1).key(), "{\"something\": \"longer than before\"}");

    assertThat(plan(0).reason())
        .contains("1 duplicated (topics/orders/dt=2026-11-22/orders+0+0000000000.json)")
        .contains("1 changed (topics/orders/dt=2026-11-22/orders+0+0000000005.json)");
  }

  @Test
  void aDayOfOtherObjectsOnlyIsNothing() {
    day.source.put("topics/orders/dt=2026-11-23/orders+0+0000000000.json", "{}");

    assertThat(plan(0, false, true).status()).isEqualTo(PlanHandler.Answer.Status.NOTHING);
    assertThat(plan(0, false, true).reason()).isNull();
  }

  @Test
  void refusesADayOfOtherObjectsOnlyThatIsNotAllowedToBeEmpty() {
    day.source.put("topics/orders/dt=2026-11-23/orders+0+0000000000.json", "{}");

    assertThat(plan(0).status()).isEqualTo(PlanHandler.Answer.Status.INCOMPLETE);
    assertThat(plan(1, true, false).status()).isEqualTo(PlanHandler.Answer.Status.INCOMPLETE);
    assertThat(plan(2).status()).isEqualTo(PlanHandler.Answer.Status.GIVEN_UP);
    assertThat(plan(2, true).status()).isEqualTo(PlanHandler.Answer.Status.GIVEN_UP);
    assertThat(plan(2).reason())
        .isEqualTo(
            "Nothing to finalize: no raw object and no compacted file of 2026-11-22 in any of 2"
                + " tables; looked below "
                + day.source.root()
                + ": topics/orders/, topics/payments/; check the source and the tables' prefixes,"
                + " or start the day with \"allowEmpty\": true");
  }

  @Test
  void listsKeysThatNoTableOwns() {
    day.completeDay();
    day.source.put("topics/order/dt=2026-11-22/order+0+0000000000.json", "{}");
    day.source.put("topics/order/dt=2026-11-22/order+0+0000000001.json", "{}");
    day.source.put("loose.json", "{}");

    assertThat(plan(0).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    assertThat(new RunDocuments(day.lake, RUN).plan().unowned())
        .containsExactly(
            new UnownedFolder("", 1, true, "loose.json"),
            new UnownedFolder(
                "topics/order/", 2, true, "topics/order/dt=2026-11-22/order+0+0000000000.json"));
  }

  @Test
  void countsWhatIsLeftOutAndNamesOtherTopics() {
    day.completeDay();
    String folder = "topics/orders/dt=2026-11-22/";
    day.source.put(folder + "orders+0+0000000000.keys.json", "{}");
    day.source.put(folder + "orders+0+0000000000.headers.json", "{}");
    day.source.put("topics/tombstone/orders/orders+0+0000000000.keys.json", "{}");
    day.source.put(folder + "others+0+0000000000.json", "{}");

    assertThat(plan(0).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    PlanDocument written = new RunDocuments(day.lake, RUN).plan();
    assertThat(written.table("orders").orElseThrow().excluded())
        .isEqualTo(Map.of("keys", 1L, "headers", 1L));
    assertThat(written.unowned())
        .containsExactly(new UnownedFolder(folder, 1, true, folder + "others+0+0000000000.json"));
  }

  @Test
  void writesNoUnownedKeysWhereThereAreNone() {
    day.completeDay();
    plan(0);

    assertThat(new RunDocuments(day.lake, RUN).plan().unowned()).isEmpty();
    assertThat(day.lake.text(RUN.key(PlanDocument.NAME)).orElseThrow())
        .doesNotContain("unowned")
        .doesNotContain("excluded");
  }

  @Test
  void readsARequestWithoutTheFieldsThatCameLater() {
    PlanHandler.Request request =
        Json.read(
            "{\"date\": \"2026-11-22\", \"run\": \"r\", \"token\": 7, \"attempt\": 0,"
                + " \"planAttempts\": 3, \"waitSeconds\": 5}",
            PlanHandler.Request.class,
            "request");

    assertThat(request.allowEmpty()).isNull();
  }

  @Test
  void refusesACompactedFileWithoutLineage() {
    day.compact("orders", day.raw("orders", 0), DayFixture.order("O-1", "1.00", 0, 0));
    Path file = day.downloaded(List.of(day.lake.list("compacted/").get(0).key())).get(0);
    Path plain = tmp.resolve("plain.parquet");
    copyWithoutMetadata(file, plain);
    day.lake.upload(plain, LakeLayout.compacted("orders", DayFixture.DAY) + "plain.parquet");

    assertThatThrownBy(() -> plan(0))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("no lineage")
        .hasMessageContaining("plain.parquet");
  }

  @Test
  void namesADayOfFilesThatWereMadeWithAnotherDefinition() {
    day.completeDay();
    String schema = SampleDefinitions.text("schemas/orders.schema.json");
    String key =
        compactWith(
            schema
                .replace(
                    "\"customer\": {\"type\": \"integer\"", "\"dropped\": {\"type\": \"integer\"")
                .replace("\"customer\", ", "")
                .replace("\"x-precision\": 10", "\"x-precision\": 7"));
    compactWith(schema);

    assertThat(plan(0).status()).isEqualTo(PlanHandler.Answer.Status.COMPLETE);
    assertThat(table("payments").otherDefinition()).isNull();
    assertThat(table("orders").otherDefinition())
        .isEqualTo(
            new OtherDefinition(
                1,
                key,
                List.of(
                    "dropped is not declared any more",
                    "amount was {\"decimal\":[7,2]}, is {\"decimal\":[10,2]}",
                    "customer was not declared")));
  }

  @Test
  void refusesFilesWhoseValuesDoNotConvertExactly() {
    day.completeDay();
    String schema = SampleDefinitions.text("schemas/orders.schema.json");
    String key =
        compactWith(
            schema
                .replace("\"x-scale\": 2", "\"x-scale\": 4")
                .replace("\"customer\": {", "\"customer\": {\"x-encoding\": \"text\", "));

    assertThatThrownBy(() -> plan(0))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageStartingWith(
            "Table orders of 2026-11-22 cannot be finalized, since the values of its files do not"
                + " convert exactly: amount was {\"decimal\":[10,4]}, is {\"decimal\":[10,2]}; 1"
                + " compacted files were made with another definition: customer was read"
                + " otherwise, amount was ")
        .hasMessageContaining("(first " + key + "); restore the definition, or, ");
  }

  /** Returns the key of a file of a new object, made with another schema of orders. */
  private String compactWith(String schema) {
    BaseTable table =
        (BaseTable)
            SampleDefinitions.with("schemas/orders.schema.json", schema)
                .table("orders")
                .orElseThrow();
    int offset = 100 + day.lake.list("compacted/orders/").size();
    return day.compact(
        "orders",
        offset + ".parquet",
        Map.of(DefinitionStamp.FOOTER_KEY, DefinitionStamp.of(table).encode()),
        day.raw("orders", offset),
        DayFixture.order("O-9", "1.00", offset, 0));
  }

  private static void copyWithoutMetadata(Path from, Path to) {
    try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("COPY (SELECT * FROM '" + from + "') TO '" + to + "' (FORMAT parquet)");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException("the file cannot be copied", e);
    }
  }

  private CoverageDocument coverage() {
    return new RunDocuments(day.lake, RUN)
        .find(CoverageDocument.name("orders"), CoverageDocument.class)
        .orElseThrow();
  }

  private TablePlan table(String name) {
    return new RunDocuments(day.lake, RUN).plan().table(name).orElseThrow();
  }

  private PlanHandler.Answer plan(int attempt) {
    return plan(attempt, false);
  }

  private PlanHandler.Answer plan(int attempt, boolean allowIncomplete) {
    return plan(attempt, allowIncomplete, null);
  }

  private PlanHandler.Answer plan(
      int attempt, boolean allowIncomplete, @Nullable Boolean allowEmpty) {
    return new PlanHandler(day.settings)
        .handle(
            new PlanHandler.Request(
                DayFixture.DAY, RUN.run(), RUN.token(), attempt, 3, 5, allowIncomplete, allowEmpty),
            () -> Duration.ofMinutes(15));
  }
}
