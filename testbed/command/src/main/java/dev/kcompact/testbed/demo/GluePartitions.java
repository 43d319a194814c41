package dev.kcompact.testbed.demo;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.message.TableDayEvent;
import dev.kcompact.testbed.report.RunReport.GluePartition;
import dev.kcompact.testbed.stack.Endpoints;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Partition;

record GluePartitions(GlueClient glue) {
  List<GluePartition> of(Collection<TableDayEvent> events, LocalDate day) {
    List<GluePartition> partitions = new ArrayList<>();
    for (TableDayEvent event : events) {
      partition(Endpoints.GLUE_PREFIX + "_" + event.domain(), event.table(), day)
          .ifPresent(partitions::add);
    }
    return partitions;
  }

  private Optional<GluePartition> partition(String database, String table, LocalDate day) {
    try {
      Partition found =
          glue.getPartition(
                  request ->
                      request
                          .databaseName(database)
                          .tableName(table)
                          .partitionValues(day.toString()))
              .partition();
      String location = found.storageDescriptor().location();
      String run = location.replaceFirst(".*/run=([^/]*)/?$", "$1");
      return Optional.of(
          new GluePartition(
              database, table, found.values(), location, run.equals(location) ? "" : run));
    } catch (EntityNotFoundException none) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new CommandException("Failed to read the partition: " + database + "." + table, e);
    }
  }
}
