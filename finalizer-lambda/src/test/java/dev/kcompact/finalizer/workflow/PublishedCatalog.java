package dev.kcompact.finalizer.workflow;

import static dev.kcompact.finalizer.testing.DayFixture.DAY;

import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Partition;

/** The Glue catalog from a reader's view; methods without a date use the fixture's day. */
final class PublishedCatalog implements AutoCloseable {
  private static final Map<String, String> DATABASES =
      Map.of(
          "orders", "test_sales",
          "payments", "test_finance",
          "paid_orders", "test_sales");

  private final DayFixture day;
  private final GlueClient glue =
      GlueClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();

  PublishedCatalog(DayFixture day) {
    this.day = day;
  }

  Partition partition(String table) {
    return partition(table, DAY);
  }

  private Partition partition(String table, LocalDate date) {
    return glue.getPartition(
            p ->
                p.databaseName(DATABASES.get(table))
                    .tableName(table)
                    .partitionValues(date.toString()))
        .partition();
  }

  boolean hasPartition(String table) {
    try {
      partition(table);
      return true;
    } catch (EntityNotFoundException none) {
      return false;
    }
  }

  String location(String table) {
    return location(table, DAY);
  }

  String location(String table, LocalDate date) {
    return partition(table, date).storageDescriptor().location();
  }

  String ledgerLocation(String table) {
    return glue.getPartition(
            p -> p.databaseName("test_ledger").tableName(table).partitionValues(DAY.toString()))
        .partition()
        .storageDescriptor()
        .location();
  }

  /** Returns names and types of a table's columns. */
  List<String> columns(String database, String table) {
    return glue
        .getTable(t -> t.databaseName(database).name(table))
        .table()
        .storageDescriptor()
        .columns()
        .stream()
        .map(column -> column.name() + " " + column.type())
        .toList();
  }

  /** Queries the relation {@code files} of the table's partition. */
  List<List<String>> published(String query, String table) throws SQLException {
    return published(query, table, DAY);
  }

  List<List<String>> published(String query, String table, LocalDate date) throws SQLException {
    List<String> keys =
        day.lake.list(location(table, date).substring("s3://lake/".length())).stream()
            .map(StoredObject::key)
            .toList();
    return ParquetFile.query(day.downloaded(keys), query);
  }

  @Override
  public void close() {
    glue.close();
  }
}
