package dev.kcompact.finalizer.publish;

import dev.kcompact.finalizer.failure.FailedException;
import dev.kcompact.finalizer.publish.TableShape.Column;
import dev.kcompact.finalizer.run.PublishedDocument.Target;
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
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Tables of the Glue Data Catalog over Parquet, partitioned by the day. */
public final class GluePartitionCatalog implements PartitionCatalog {
  /** The partition column. */
  public static final String PARTITION_COLUMN = "dt";

  /** The service's limits of one call. */
  private static final int MOST_WRITES = 100;

  private static final int MOST_DELETES = 25;
  private static final int MOST_READS = 1000;

  private static final String ALREADY_EXISTS = "AlreadyExistsException";
  private static final String NOT_FOUND = "EntityNotFoundException";

  private final GlueClient glue;

  GluePartitionCatalog(GlueClient glue) {
    this.glue = glue;
  }

  /** With a client of the process's own environment. */
  public static GluePartitionCatalog open() {
    return new GluePartitionCatalog(
        GlueClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build());
  }

  @Override
  public Optional<TableShape> find(String database, String table) {
    return asked(
        "read table",
        database + "." + table,
        () -> {
          try {
            return Optional.of(
                shape(glue.getTable(t -> t.databaseName(database).name(table)).table()));
          } catch (EntityNotFoundException none) {
            return Optional.empty();
          }
        });
  }

  private static TableShape shape(Table table) {
    StorageDescriptor storage = table.storageDescriptor();
    return new TableShape(
        storage.location(),
        storage.columns().stream().map(each -> new Column(each.name(), each.type())).toList());
  }

  @Override
  public void create(String database, String table, TableShape shape) {
    asked(
        "create database",
        database,
        () -> {
          try {
            return glue.createDatabase(d -> d.databaseInput(input -> input.name(database)));
          } catch (AlreadyExistsException there) {
            return there;
          }
        });
    asked(
        "create table",
        database + "." + table,
        () -> {
          try {
            return glue.createTable(t -> t.databaseName(database).tableInput(input(table, shape)));
          } catch (AlreadyExistsException there) {
            return there;
          }
        });
  }

  @Override
  public void evolve(String database, String table, TableShape shape) {
    asked(
        "update table",
        database + "." + table,
        () -> glue.updateTable(t -> t.databaseName(database).tableInput(input(table, shape))));
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
        .columns(
            shape.columns().stream()
                .map(
                    each ->
                        software.amazon.awssdk.services.glue.model.Column.builder()
                            .name(each.name())
                            .type(each.type())
                            .build())
                .toList())
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
    return asked(
        "read partition",
        location(database, table, value),
        () -> {
          try {
            return Optional.of(
                target(
                    glue.getPartition(
                            p -> p.databaseName(database).tableName(table).partitionValues(value))
                        .partition()));
          } catch (EntityNotFoundException none) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Map<String, Target> partitions(String database, String table, Collection<String> values) {
    Map<String, Target> found = new TreeMap<>();
    List<PartitionValueList> all = lists(values);
    for (int from = 0; from < all.size(); from += MOST_READS) {
      List<PartitionValueList> asked = all.subList(from, Math.min(from + MOST_READS, all.size()));
      // The service may leave some of them for another request.
      while (!asked.isEmpty()) {
        List<PartitionValueList> now = asked;
        Optional<BatchGetPartitionResponse> answer = read(database, table, now);
        answer
            .map(BatchGetPartitionResponse::partitions)
            .orElse(List.of())
            .forEach(
                partition -> found.put(String.join("/", partition.values()), target(partition)));
        asked = answer.map(BatchGetPartitionResponse::unprocessedKeys).orElse(List.of());
      }
    }
    return found;
  }

  /** Empty where there is no such table. */
  private Optional<BatchGetPartitionResponse> read(
      String database, String table, List<PartitionValueList> values) {
    return asked(
        "read partitions",
        database + "." + table,
        () -> {
          try {
            return Optional.of(
                glue.batchGetPartition(
                    p -> p.databaseName(database).tableName(table).partitionsToGet(values)));
          } catch (EntityNotFoundException none) {
            return Optional.empty();
          }
        });
  }

  private static List<PartitionValueList> lists(Collection<String> values) {
    return values.stream().map(v -> PartitionValueList.builder().values(v).build()).toList();
  }

  private static Target target(Partition partition) {
    return new Target(partition.storageDescriptor().location(), partition.parameters());
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
                    .storageDescriptor(storage(shape, target.location()))
                    .build()));
    for (int from = 0; from < inputs.size(); from += MOST_WRITES) {
      List<PartitionInput> some = inputs.subList(from, Math.min(from + MOST_WRITES, inputs.size()));
      List<PartitionInput> there = createMissing(database, table, some);
      if (!there.isEmpty()) {
        update(database, table, there);
      }
    }
  }

  /** Creates, and answers with those that are there already. */
  private List<PartitionInput> createMissing(
      String database, String table, List<PartitionInput> inputs) {
    List<PartitionError> errors =
        asked(
            "create partitions",
            database + "." + table,
            () ->
                glue.batchCreatePartition(
                        p -> p.databaseName(database).tableName(table).partitionInputList(inputs))
                    .errors());
    List<PartitionInput> there = new ArrayList<>();
    for (PartitionError error : errors) {
      if (!error.errorDetail().errorCode().equals(ALREADY_EXISTS)) {
        throw failed("create", database, table, error.partitionValues(), error.errorDetail());
      }
      inputs.stream()
          .filter(input -> input.values().equals(error.partitionValues()))
          .forEach(there::add);
    }
    return there;
  }

  private void update(String database, String table, List<PartitionInput> inputs) {
    List<BatchUpdatePartitionRequestEntry> entries =
        inputs.stream()
            .map(
                input ->
                    BatchUpdatePartitionRequestEntry.builder()
                        .partitionValueList(input.values())
                        .partitionInput(input)
                        .build())
            .toList();
    asked(
            "update partitions",
            database + "." + table,
            () ->
                glue.batchUpdatePartition(
                        p -> p.databaseName(database).tableName(table).entries(entries))
                    .errors())
        .forEach(
            error -> {
              throw failed(
                  "update", database, table, error.partitionValueList(), error.errorDetail());
            });
  }

  @Override
  public void remove(String database, String table, Collection<String> values) {
    List<PartitionValueList> all = lists(values);
    for (int from = 0; from < all.size(); from += MOST_DELETES) {
      List<PartitionValueList> some = all.subList(from, Math.min(from + MOST_DELETES, all.size()));
      List<PartitionError> errors =
          asked(
              "delete partitions",
              database + "." + table,
              () ->
                  glue.batchDeletePartition(
                          p -> p.databaseName(database).tableName(table).partitionsToDelete(some))
                      .errors());
      for (PartitionError error : errors) {
        if (!error.errorDetail().errorCode().equals(NOT_FOUND)) {
          throw failed("delete", database, table, error.partitionValues(), error.errorDetail());
        }
      }
    }
  }

  private static FailedException failed(
      String verb, String database, String table, List<String> values, ErrorDetail detail) {
    return new FailedException(
        "Failed to "
            + verb
            + " partition: "
            + location(database, table, String.join("/", values))
            + " ("
            + detail.errorCode()
            + ": "
            + detail.errorMessage()
            + ")");
  }

  private static String location(String database, String table, String value) {
    return database + "." + table + "/" + PARTITION_COLUMN + "=" + value;
  }

  private static <T> T asked(String verb, String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new FailedException("Failed to " + verb + ": " + what, e);
    }
  }
}
