package dev.kcompact.finalizer.publish.glue;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Pause;
import dev.kcompact.finalizer.publish.catalog.PartitionCatalog;
import dev.kcompact.finalizer.publish.catalog.PartitionParameters;
import dev.kcompact.finalizer.publish.catalog.TableShape;
import dev.kcompact.finalizer.publish.catalog.TableShape.Column;
import dev.kcompact.finalizer.run.documents.PublishedDocument.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Tables of the Glue Data Catalog over Parquet, partitioned by the day. */
public final class GluePartitionCatalog implements PartitionCatalog {
  public static final String PARTITION_COLUMN = "dt";

  /** The service's limit for one call. */
  private static final int MAX_READS = 1000;

  private final GlueClient glue;
  private final Pause pause;

  GluePartitionCatalog(GlueClient glue, Pause pause) {
    this.glue = glue;
    this.pause = pause;
  }

  public static GluePartitionCatalog open() {
    return new GluePartitionCatalog(
        GlueClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
        Pause.SLEEPING);
  }

  @Override
  public Optional<TableShape> find(String database, String table) {
    return find(
        "read table",
        database + "." + table,
        () -> shape(glue.getTable(t -> t.databaseName(database).name(table)).table()));
  }

  private static TableShape shape(Table table) {
    StorageDescriptor storage = table.storageDescriptor();
    return new TableShape(
        storage.location(),
        storage.columns().stream().map(each -> new Column(each.name(), each.type())).toList());
  }

  @Override
  public void create(String database, String table, TableShape shape) {
    create(
        "create database",
        database,
        () -> glue.createDatabase(d -> d.databaseInput(input -> input.name(database))));
    create(
        "create table",
        database + "." + table,
        () -> glue.createTable(t -> t.databaseName(database).tableInput(input(table, shape))));
  }

  /** Ignores existing things. */
  private static void create(String verb, String what, Supplier<Object> request) {
    call(
        verb,
        what,
        () -> {
          try {
            return request.get();
          } catch (AlreadyExistsException there) {
            return there;
          }
        });
  }

  /**
   * Changes only the columns; the rest of the table belongs to other tools. Readers reject a
   * partition whose columns differ in type from the table's, so kcompact's partitions are changed
   * too, and first: if that stops halfway, the table still differs and the next call repeats it.
   */
  @Override
  public void evolve(String database, String table, TableShape shape) {
    evolvePartitions(database, table, shape);
    call(
        "update table",
        database + "." + table,
        () -> {
          Table now = glue.getTable(t -> t.databaseName(database).name(table)).table();
          StorageDescriptor before = now.storageDescriptor();
          StorageDescriptor storage = before.toBuilder().columns(columns(shape, before)).build();
          // The service rejects the update if the table was changed in between.
          return glue.updateTable(
              t ->
                  t.databaseName(database)
                      .versionId(now.versionId())
                      .tableInput(
                          input ->
                              input
                                  .name(now.name())
                                  .description(now.description())
                                  .owner(now.owner())
                                  .lastAccessTime(now.lastAccessTime())
                                  .lastAnalyzedTime(now.lastAnalyzedTime())
                                  .retention(now.retention())
                                  .storageDescriptor(storage)
                                  .partitionKeys(now.partitionKeys())
                                  .viewOriginalText(now.viewOriginalText())
                                  .viewExpandedText(now.viewExpandedText())
                                  .tableType(now.tableType())
                                  .parameters(now.parameters())
                                  .targetTable(now.targetTable())));
        });
  }

  private void evolvePartitions(String database, String table, TableShape shape) {
    String name = database + "." + table;
    GluePartitionBatches batches = new GluePartitionBatches(glue, pause, database, table);
    String next = null;
    do {
      String token = next;
      GetPartitionsResponse page =
          call(
              "read partitions",
              name,
              () ->
                  glue.getPartitions(
                      p -> p.databaseName(database).tableName(table).nextToken(token)));
      batches.replace(
          page.partitions().stream()
              .filter(partition -> PartitionParameters.run(target(partition)).isPresent())
              .map(partition -> evolved(partition, shape))
              .toList());
      next = page.nextToken();
    } while (next != null);
  }

  private static PartitionInput evolved(Partition partition, TableShape shape) {
    StorageDescriptor storage = partition.storageDescriptor();
    return PartitionInput.builder()
        .values(partition.values())
        .lastAccessTime(partition.lastAccessTime())
        .lastAnalyzedTime(partition.lastAnalyzedTime())
        .parameters(partition.parameters())
        .storageDescriptor(storage.toBuilder().columns(columns(shape, storage)).build())
        .build();
  }

  /** Keeps existing comments and parameters. */
  private static List<software.amazon.awssdk.services.glue.model.Column> columns(
      TableShape shape, StorageDescriptor now) {
    return shape.columns().stream()
        .map(
            column ->
                now.columns().stream()
                    .filter(there -> there.name().equals(column.name()))
                    .findFirst()
                    .map(there -> there.toBuilder().type(column.type()).build())
                    .orElseGet(() -> column(column)))
        .toList();
  }

  private static software.amazon.awssdk.services.glue.model.Column column(Column column) {
    return software.amazon.awssdk.services.glue.model.Column.builder()
        .name(column.name())
        .type(column.type())
        .build();
  }

  private static TableInput input(String table, TableShape shape) {
    return TableInput.builder()
        .name(table)
        .tableType("EXTERNAL_TABLE")
        .parameters(Map.of("classification", "parquet", "EXTERNAL", "TRUE"))
        .partitionKeys(key -> key.name(PARTITION_COLUMN).type("string"))
        .storageDescriptor(storage(shape, shape.location()))
        .build();
  }

  private static StorageDescriptor storage(TableShape shape, String location) {
    return StorageDescriptor.builder()
        .location(location)
        .columns(shape.columns().stream().map(GluePartitionCatalog::column).toList())
        .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
        .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
        .serdeInfo(
            serde ->
                serde.serializationLibrary(
                    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"))
        .build();
  }

  @Override
  public Optional<Target> partition(String database, String table, String value) {
    return find(
        "read partition",
        database + "." + table + "/" + PARTITION_COLUMN + "=" + value,
        () ->
            target(
                glue.getPartition(
                        p -> p.databaseName(database).tableName(table).partitionValues(value))
                    .partition()));
  }

  @Override
  public Map<String, Target> partitions(String database, String table, Collection<String> values) {
    Map<String, Target> found = new TreeMap<>();
    List<PartitionValueList> all = lists(values);
    for (int from = 0; from < all.size(); from += MAX_READS) {
      List<PartitionValueList> left = all.subList(from, Math.min(from + MAX_READS, all.size()));
      // The service may leave some keys unprocessed.
      while (!left.isEmpty()) {
        List<PartitionValueList> now = left;
        // Empty if the table does not exist.
        Optional<BatchGetPartitionResponse> answer =
            find(
                "read partitions",
                database + "." + table,
                () ->
                    glue.batchGetPartition(
                        p -> p.databaseName(database).tableName(table).partitionsToGet(now)));
        answer
            .map(BatchGetPartitionResponse::partitions)
            .orElse(List.of())
            .forEach(
                partition -> found.put(String.join("/", partition.values()), target(partition)));
        left = answer.map(BatchGetPartitionResponse::unprocessedKeys).orElse(List.of());
      }
    }
    return found;
  }

  private static List<PartitionValueList> lists(Collection<String> values) {
    return values.stream().map(v -> PartitionValueList.builder().values(v).build()).toList();
  }

  private static Target target(Partition partition) {
    return new Target(
        partition.storageDescriptor().location(),
        partition.parameters(),
        GlueStorageJson.write(partition.storageDescriptor()));
  }

  @Override
  public void point(
      String database, String table, TableShape shape, Map<String, Target> partitions) {
    List<PartitionInput> inputs = new ArrayList<>();
    partitions.forEach(
        (value, target) ->
            inputs.add(
                PartitionInput.builder()
                    .values(value)
                    .parameters(target.parameters())
                    .storageDescriptor(
                        target.storage() == null
                            ? storage(shape, target.location())
                            : GlueStorageJson.read(target.storage()))
                    .build()));
    new GluePartitionBatches(glue, pause, database, table).point(inputs);
  }

  @Override
  public void remove(String database, String table, Collection<String> values) {
    new GluePartitionBatches(glue, pause, database, table).remove(lists(values));
  }

  /** Empty if the thing does not exist. */
  private static <T> Optional<T> find(String verb, String what, Supplier<T> request) {
    return call(
        verb,
        what,
        () -> {
          try {
            return Optional.of(request.get());
          } catch (EntityNotFoundException none) {
            return Optional.empty();
          }
        });
  }

  static <T> T call(String verb, String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new RetryableException("Failed to " + verb + ": " + what, e);
    }
  }
}
