package dev.kcompact.testbed.faults;

import dev.kcompact.cli.audit.Audit;
import dev.kcompact.cli.audit.Audit.TableAudit;
import dev.kcompact.cli.audit.CompactedLake;
import dev.kcompact.cli.kafka.KafkaMessageLog;
import dev.kcompact.cli.kafka.MessageLog;
import dev.kcompact.cli.store.S3Store;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.testbed.check.CheckResult;
import dev.kcompact.testbed.check.DayCheck;
import dev.kcompact.testbed.check.S3LakeFiles;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.stack.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Holds what a chapter has come to against its day once more, from the beginning: all rows, the
 * lineage, the dead letters. Belongs to one thread; does not own the client.
 *
 * @param name of the chapter's lake and source, ends with a slash
 * @param configuration folder of what the job was given
 * @param kafka bootstrap servers
 * @param scratch an existing folder
 */
record LastLook(
    S3Client s3, String name, SampleDay day, Path configuration, String kafka, Path scratch) {
  /** What does not hold, each in words. */
  List<String> complaints() throws IOException {
    List<CheckResult> results = new ArrayList<>();
    results.addAll(
        DayCheck.compactedRows(
            day, configuration, new S3LakeFiles(s3, Endpoints.LAKE_BUCKET, name), scratch));
    results.add(DayCheck.corruptLetters(day, letters(), FaultStage.letters(name)));
    List<String> complaints = new ArrayList<>();
    results.stream()
        .filter(result -> !(result instanceof CheckResult.Holds))
        .map(CheckResult::toString)
        .forEach(complaints::add);
    new Audit(
            tree(Endpoints.SOURCE_BUCKET), new CompactedLake(tree(Endpoints.LAKE_BUCKET)), tables())
        .run(null)
        .forEach(
            (table, audit) -> {
              if (!audit.coverage().isComplete()) {
                complaints.add(told(table, audit));
              }
            });
    return complaints;
  }

  private static String told(String table, TableAudit audit) {
    return "the lineage of %s: %d missing, %d doubled, %d changed"
        .formatted(
            table,
            audit.coverage().missing().size(),
            audit.coverage().duplicated().size(),
            audit.coverage().changed().size());
  }

  private S3Store tree(String bucket) {
    return new S3Store(s3, URI.create("s3://" + bucket + "/" + name));
  }

  private TableCatalog tables() {
    return TableCatalog.load(DefinitionFiles.readFolder(configuration));
  }

  private MessageLog letters() {
    MessageLog log = new KafkaMessageLog(kafka);
    return (topic, taker) -> {
      log.read(topic, taker);
      log.read(topic + ".parked", taker);
    };
  }
}
