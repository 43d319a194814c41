package dev.kcompact.finalizer.publish.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.publish.catalog.TableShape;
import dev.kcompact.finalizer.publish.catalog.TableShape.Column;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import dev.kcompact.finalizer.testing.SharedMoto;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/** moto's Glue accepts requests that AWS rejects, so this test checks the service's limits. */
@Tag("full")
class GluePartitionCatalogIT {
  private static final TableShape SHAPE =
      new TableShape("s3://lake/t/", List.of(new Column("id", "bigint")));

  private final List<Integer> sizes = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final Troubles troubles = new Troubles();
  private GlueClient glue;
  private GluePartitionCatalog catalog;

  @BeforeEach
  void connect() {
    SharedMoto.running().reset();
    glue =
        GlueClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(
                o ->
                    o.addExecutionInterceptor(new InvocationLimits())
                        .addExecutionInterceptor(troubles))
            .build();
    catalog = new GluePartitionCatalog(glue, pauses::add);
    catalog.create("db", "t", SHAPE);
  }

  @Test
  void makesAndMovesManyPartitionsAHundredACall() {
    Map<String, Target> first = targets(250, "first");
    catalog.point("db", "t", SHAPE, first);
    assertThat(sizes).containsExactly(100, 100, 50);
    assertThat(pointed("2026-01-01")).isEqualTo(first.get("2026-01-01"));
    assertThat(catalog.partitions("db", "t", first.keySet()).keySet()).isEqualTo(first.keySet());
    assertThat(catalog.partitions("db", "none", first.keySet())).isEmpty();

    sizes.clear();
    Map<String, Target> second = targets(251, "second");
    catalog.point("db", "t", SHAPE, second);

    assertThat(sizes).containsExactly(100, 100, 100, 100, 51, 50);
    second.forEach((value, target) -> assertThat(pointed(value)).isEqualTo(target));
  }

  @Test
  void removesPartitionsTwentyFiveACallAndIgnoresMissingOnes() {
    catalog.point("db", "t", SHAPE, targets(30, "x"));
    sizes.clear();

    catalog.remove("db", "t", targets(31, "x").keySet());

    assertThat(sizes).containsExactly(25, 6);
    assertThat(catalog.partition("db", "t", "2026-01-01")).isEmpty();
  }

  @Test
  void triesPartitionsAgainThatTheServiceLeftAsTheyWere() {
    catalog.point("db", "t", SHAPE, targets(3, "first"));
    sizes.clear();
    troubles.leave("2026-01-02", "InternalServiceException", 2);

    catalog.point("db", "t", SHAPE, targets(3, "second"));

    assertThat(sizes).as("creates and updates").containsExactly(3, 3, 1, 1, 1, 1);
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    targets(3, "second").forEach((value, target) -> assertThat(pointed(value)).isEqualTo(target));
  }

  @Test
  void namesEveryPartitionThatCannotBeChanged() {
    Map<String, Target> first = targets(3, "first");
    catalog.point("db", "t", SHAPE, first);
    troubles.leave("2026-01-02", "InvalidInputException", 1);
    troubles.leave("2026-01-03", "InternalServiceException", 1);

    assertThatThrownBy(() -> catalog.point("db", "t", SHAPE, targets(3, "second")))
        .isInstanceOf(RetryableException.class)
        .hasMessage(
            "Failed to point partitions: db.t: 2026-01-02 (InvalidInputException: as injected),"
                + " 2026-01-03 (InternalServiceException: as injected)");
    assertThat(pointed("2026-01-02")).isEqualTo(first.get("2026-01-02"));
    assertThat(pauses).isEmpty();
  }

  @Test
  void givesUpOnAPartitionThatIsNeverChanged() {
    catalog.point("db", "t", SHAPE, targets(1, "first"));
    troubles.leave("2026-01-01", "ConcurrentModificationException", 99);

    assertThatThrownBy(() -> catalog.point("db", "t", SHAPE, targets(1, "second")))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("2026-01-01 (ConcurrentModificationException: as injected)");
    assertThat(pauses).hasSize(3);
  }

  @Test
  void givesAPartitionBackExactlyWhatItHad() {
    StorageDescriptor foreign =
        StorageDescriptor.builder()
            .location("s3://elsewhere/")
            .columns(
                c -> c.name("a").type("int").comment("c\u0327a"), c -> c.name("b").type("string"))
            .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
            .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
            .compressed(true)
            .numberOfBuckets(4)
            .bucketColumns("a")
            .sortColumns(o -> o.column("a").sortOrder(1))
            .serdeInfo(
                s ->
                    s.name("json")
                        .serializationLibrary("org.openx.data.jsonserde.JsonSerDe")
                        .parameters(Map.of("paths", "a,b")))
            .parameters(Map.of("typeOfData", "file"))
            .storedAsSubDirectories(false)
            .build();
    glue.createPartition(
        p ->
            p.databaseName("db")
                .tableName("t")
                .partitionInput(
                    i ->
                        i.values("2026-01-01")
                            .parameters(Map.of("k", "v"))
                            .storageDescriptor(foreign)));
    Target previous = catalog.partition("db", "t", "2026-01-01").orElseThrow();
    catalog.point("db", "t", SHAPE, targets(1, "mine"));

    catalog.point("db", "t", SHAPE, Map.of("2026-01-01", previous));

    Partition back =
        glue.getPartition(p -> p.databaseName("db").tableName("t").partitionValues("2026-01-01"))
            .partition();
    assertThat(back.storageDescriptor()).isEqualTo(foreign);
    assertThat(back.parameters()).containsExactly(Map.entry("k", "v"));
  }

  @Test
  void evolvingKeepsWhatOthersHaveGivenTheTable() {
    glue.updateTable(
        t ->
            t.databaseName("db")
                .tableInput(
                    i ->
                        i.name("t")
                            .description("orders of all channels")
                            .owner("data")
                            .tableType("EXTERNAL_TABLE")
                            .parameters(Map.of("classification", "parquet", "team", "sales"))
                            .partitionKeys(k -> k.name("dt").type("string"))
                            .storageDescriptor(
                                d ->
                                    d.location("s3://lake/t/")
                                        .columns(
                                            c -> c.name("id").type("int").comment("the number"))
                                        .serdeInfo(s -> s.serializationLibrary("theirs")))));

    catalog.evolve(
        "db",
        "t",
        new TableShape(
            "s3://lake/t/", List.of(new Column("id", "bigint"), new Column("n", "string"))));

    Table table = glue.getTable(t -> t.databaseName("db").name("t")).table();
    assertThat(table.parameters()).containsEntry("team", "sales");
    assertThat(table.description()).isEqualTo("orders of all channels");
    assertThat(table.owner()).isEqualTo("data");
    assertThat(table.storageDescriptor().serdeInfo().serializationLibrary()).isEqualTo("theirs");
    assertThat(table.storageDescriptor().columns())
        .extracting(c -> c.name() + " " + c.type() + " " + c.comment())
        .containsExactly("id bigint the number", "n string null");
    assertThat(table.partitionKeys()).hasSize(1);
  }

  /** A reader rejects a partition whose column has another type than the table's. */
  @Test
  void evolvingChangesTheColumnsOfAllOfItsPartitions() {
    TableShape narrow = new TableShape("s3://lake/t/", List.of(new Column("n", "int")));
    catalog.create("db", "wide", narrow);
    Map<String, Target> own = new TreeMap<>();
    targets(250, "x")
        .forEach(
            (value, target) ->
                own.put(value, new Target(target.location(), Map.of("kcompact.run", "r1"))));
    catalog.point("db", "wide", narrow, own);
    Map<String, Target> foreign =
        Map.of("2027-01-01", new Target("s3://elsewhere/", Map.of("team", "sales")));
    catalog.point("db", "wide", narrow, foreign);
    TableShape wide =
        new TableShape(
            "s3://lake/t/", List.of(new Column("n", "bigint"), new Column("more", "string")));
    sizes.clear();

    catalog.evolve("db", "wide", wide);

    assertThat(sizes).isNotEmpty().allMatch(size -> size <= 100);
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(250);
    for (String value : List.of("2026-01-01", "2026-09-07")) {
      assertThat(columns("wide", value)).containsExactly("n bigint", "more string");
      Target left = catalog.partition("db", "wide", value).orElseThrow();
      assertThat(left.location()).isEqualTo(own.get(value).location());
      assertThat(left.parameters()).containsEntry("kcompact.run", "r1");
    }
    assertThat(columns("wide", "2027-01-01")).as("of another tool").containsExactly("n int");
    assertThat(catalog.find("db", "wide")).contains(wide);
  }

  private List<String> columns(String table, String value) {
    return glue
        .getPartition(p -> p.databaseName("db").tableName(table).partitionValues(value))
        .partition()
        .storageDescriptor()
        .columns()
        .stream()
        .map(column -> column.name() + " " + column.type())
        .toList();
  }

  @Test
  void readsBackTheShapeAndEvolvesIt() {
    assertThat(catalog.find("db", "t")).contains(SHAPE);
    assertThat(catalog.find("db", "other")).isEmpty();
    TableShape wider =
        new TableShape(
            "s3://lake/t/", List.of(new Column("id", "bigint"), new Column("n", "string")));

    catalog.evolve("db", "t", wider);

    assertThat(catalog.find("db", "t")).contains(wider);
  }

  @Test
  void creatingTwiceIsNoFailure() {
    catalog.create("db", "t", SHAPE);

    assertThat(catalog.find("db", "t")).contains(SHAPE);
  }

  @Test
  void namesWhatFailed() {
    assertThatThrownBy(() -> catalog.point("db", "none", SHAPE, targets(1, "x")))
        .isInstanceOf(RetryableException.class)
        .hasMessageStartingWith("Failed to create partitions: db.none (EntityNotFoundException");
  }

  /** Returns a partition's target without the catalog's storage descriptor. */
  private Target pointed(String value) {
    Target target = catalog.partition("db", "t", value).orElseThrow();
    return new Target(target.location(), target.parameters());
  }

  private static Map<String, Target> targets(int count, String run) {
    Map<String, Target> targets = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String value = LocalDate.of(2026, 1, 1).plusDays(i).toString();
      targets.put(value, new Target("s3://lake/t/dt=" + value + "/" + run + "/", Map.of("r", run)));
    }
    return targets;
  }

  /** Rejects what AWS would reject. */
  private final class InvocationLimits implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (context.request() instanceof BatchCreatePartitionRequest create) {
        sizes.add(create.partitionInputList().size());
        assertThat(create.partitionInputList())
            .hasSizeLessThanOrEqualTo(100)
            .allMatch(partition -> partition.values().size() == 1)
            .allMatch(partition -> partition.storageDescriptor().location() != null);
      } else if (context.request() instanceof BatchUpdatePartitionRequest update) {
        sizes.add(update.entries().size());
        assertThat(update.entries())
            .hasSizeLessThanOrEqualTo(100)
            .allMatch(e -> e.partitionValueList().equals(e.partitionInput().values()));
      } else if (context.request() instanceof BatchDeletePartitionRequest delete) {
        sizes.add(delete.partitionsToDelete().size());
        assertThat(delete.partitionsToDelete()).hasSizeLessThanOrEqualTo(25);
      }
      assertThat(Optional.of(context.request())).isPresent();
    }
  }

  /** Omits partitions from updates and reports them, as the service does. */
  private static final class Troubles implements ExecutionInterceptor {
    private final Map<String, String> codes = new TreeMap<>();
    private final Map<String, Integer> times = new TreeMap<>();
    private final List<BatchUpdatePartitionFailureEntry> left = new ArrayList<>();

    void leave(String value, String code, int howOften) {
      codes.put(value, code);
      times.put(value, howOften);
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      left.clear();
      if (!(context.request() instanceof BatchUpdatePartitionRequest update)) {
        return context.request();
      }
      List<BatchUpdatePartitionRequestEntry> kept = new ArrayList<>();
      for (BatchUpdatePartitionRequestEntry entry : update.entries()) {
        String value = entry.partitionValueList().get(0);
        if (times.merge(value, -1, Integer::sum) < 0) {
          kept.add(entry);
        } else {
          left.add(
              BatchUpdatePartitionFailureEntry.builder()
                  .partitionValueList(value)
                  .errorDetail(e -> e.errorCode(codes.get(value)).errorMessage("as injected"))
                  .build());
        }
      }
      return update.toBuilder().entries(kept).build();
    }

    @Override
    public SdkResponse modifyResponse(
        Context.ModifyResponse context, ExecutionAttributes attributes) {
      return context.response() instanceof BatchUpdatePartitionResponse answer
          ? answer.toBuilder().errors(left).build()
          : context.response();
    }
  }
}
