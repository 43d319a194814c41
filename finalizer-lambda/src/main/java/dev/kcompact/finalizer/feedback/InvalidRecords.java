package dev.kcompact.finalizer.feedback;

import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.duckdb.Sql;
import dev.kcompact.finalizer.failure.FailedException;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.TableResult;
import dev.kcompact.finalizer.run.TableResult.OutputFile;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends a run's invalid records to the dead letter topic. Corrupt ones went there when they were
 * compacted; rows of derived tables come from no record, and stay in quarantine.
 */
final class InvalidRecords {
  private static final String FIRST_ATTEMPT = "1";

  private final Settings settings;
  private final ObjectStore lake;
  private final RunRef run;

  InvalidRecords(Settings settings, ObjectStore lake, RunRef run) {
    this.settings = settings;
    this.lake = lake;
    this.run = run;
  }

  /** The number of messages. */
  long send(List<TableResult> results, Messages messages) {
    if (results.stream().allMatch(result -> result.invalid() == 0)) {
      return 0;
    }
    long[] sent = new long[1];
    try (Workspace workspace = Workspace.open(settings.tmp());
        DuckDb db =
            DuckDb.open(
                settings.duckDbMemoryBytes(),
                settings.duckDbThreads(),
                workspace.folder("spill"))) {
      for (TableResult result : results) {
        if (result.invalid() > 0) {
          List<Path> files = download(result, workspace.folder(result.slice() + result.table()));
          db.forEach(
              "read the quarantine of table " + result.table(),
              "SELECT object, line, reason, record FROM read_parquet("
                  + Sql.files(files)
                  + ") WHERE kind = 'invalid' AND object IS NOT NULL",
              row -> {
                String object = row.getString(1);
                int line = row.getInt(2);
                messages.send(
                    settings.deadLetterTopic(),
                    DeadLetterHeaders.key(object, line),
                    row.getString(4),
                    headers(result.table(), object, line, row.getString(3)));
                sent[0]++;
              });
        }
      }
    }
    return sent[0];
  }

  private Map<String, String> headers(String table, String object, int line, String reason) {
    return Map.of(
        DeadLetterHeaders.TABLE, table,
        DeadLetterHeaders.OBJECT, object,
        DeadLetterHeaders.LINE, Integer.toString(line),
        DeadLetterHeaders.REASON, reason,
        DeadLetterHeaders.ATTEMPT, FIRST_ATTEMPT,
        DeadLetterHeaders.SOURCE, DeadLetterHeaders.FINALIZER,
        DeadLetterHeaders.RUN, run.run());
  }

  private List<Path> download(TableResult result, Path folder) {
    List<Path> files = new ArrayList<>();
    for (OutputFile file : result.quarantine()) {
      StoredObject object =
          lake.list(file.key()).stream()
              .filter(each -> each.key().equals(file.key()))
              .findFirst()
              .orElseThrow(
                  () -> new FailedException("Failed to find file: " + lake.locationOf(file.key())));
      Path target = folder.resolve(String.format(Locale.ROOT, "%05d.parquet", files.size()));
      lake.download(object, target);
      files.add(target);
    }
    return files;
  }
}
