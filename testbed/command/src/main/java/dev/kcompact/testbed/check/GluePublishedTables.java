package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Partition;

/** Glue's Data Catalog. Does not close the client. */
public final class GluePublishedTables implements PublishedTables {
  private final GlueClient glue;
  private final String databasePrefix;

  /**
   * @param databasePrefix prefix of the databases {@code <prefix>_<domain>}
   */
  public GluePublishedTables(GlueClient glue, String databasePrefix) {
    this.glue = requireNonNull(glue, "glue is null");
    this.databasePrefix = requireNonNull(databasePrefix, "databasePrefix is null");
  }

  @Override
  public Optional<PublishedPartition> partition(String domain, String table, LocalDate day)
      throws IOException {
    String database = databasePrefix + "_" + domain;
    try {
      Partition partition =
          glue.getPartition(
                  request ->
                      request
                          .databaseName(database)
                          .tableName(table)
                          .partitionValues(List.of(day.toString())))
              .partition();
      List<Column> columns =
          glue.getTable(request -> request.databaseName(database).name(table))
              .table()
              .storageDescriptor()
              .columns();
      Map<String, String> types = new LinkedHashMap<>();
      columns.forEach(column -> types.put(column.name(), column.type()));
      return Optional.of(new PublishedPartition(partition.storageDescriptor().location(), types));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new IOException(
          "Failed to read the catalog's partition: " + database + "." + table + " of " + day, e);
    }
  }
}
