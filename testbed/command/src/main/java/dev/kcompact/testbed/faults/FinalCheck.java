package dev.kcompact.testbed.faults;

import dev.kcompact.cli.audit.Audit;
import dev.kcompact.cli.audit.Audit.TableAudit;
import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.kafka.KafkaMessageLog;
import dev.kcompact.cli.kafka.MessageLog;
import dev.kcompact.cli.store.S3Store;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.check.DayCheck;
import dev.kcompact.testbed.check.S3LakeFiles;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Checks the complete outcome of an episode: all rows, the lineage, the dead letters. Not
 * thread-safe; does not close the client.
 *
 * @param name of the episode's lake and source, ends with a slash
 * @param configuration folder of the job's table definitions
 * @param kafka bootstrap servers
 * @param scratch an existing folder
 */
record FinalCheck(
    S3Client s3, String name, SampleDay day, Path configuration, String kafka, Path scratch) {
  /** Returns each failed check as text. */
  List<String> failures() throws IOException {
    List<CheckResult> results = new ArrayList<>();
    results.addAll(
        DayCheck.compactedRows(
            day, configuration, new S3LakeFiles(s3, Endpoints.LAKE_BUCKET, name), scratch));
    results.add(
        DayCheck.corruptRecords(day, deadLetters(), FaultEnvironment.deadLetterTopic(name)));
    List<String> failures = new ArrayList<>();
    results.stream()
        .filter(result -> !(result instanceof CheckResult.Holds))
        .map(CheckResult::toString)
        .forEach(failures::add);
    new Audit(
            store(Endpoints.SOURCE_BUCKET),
            new CompactedLake(store(Endpoints.LAKE_BUCKET)),
            tables())
        .run(null)
        .forEach(
            (table, audit) -> {
              if (!audit.coverage().isComplete()) {
                failures.add(failure(table, audit));
              }
            });
    return failures;
  }

  private static String failure(String table, TableAudit audit) {
    return "the lineage of %s: %d missing, %d duplicated, %d changed"
        .formatted(
            table,
            audit.coverage().missing().size(),
            audit.coverage().duplicated().size(),
            audit.coverage().changed().size());
  }

  private S3Store store(String bucket) {
    return new S3Store(s3, StorageLocation.parse("s3://" + bucket + "/" + name));
  }

  private TableCatalog tables() {
    return TableCatalog.load(DefinitionFiles.readFolder(configuration));
  }

  private MessageLog deadLetters() {
    MessageLog log = new KafkaMessageLog(kafka);
    return (topic, taker) -> {
      log.read(topic, taker);
      log.read(topic + ".parked", taker);
    };
  }
}
