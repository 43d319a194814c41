package dev.kcompact.finalizer.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.message.DeadLetterEvent;
import dev.kcompact.contract.message.DeadLetterHeaders;
import dev.kcompact.contract.message.Origin;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.duckdb.DuckDb;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.TableResult;
import dev.kcompact.finalizer.run.documents.TableResult.OutputFile;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.ParquetDownloads;
import dev.kcompact.finalizer.store.Workspace;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends a run's invalid records to the dead letter topic, and those with too many attempts to the
 * parking topic. The compactor sends corrupt rows, but for those that it {@linkplain
 * DeferredRecords left}. Rows of derived tables have no record and stay in quarantine.
 */
record InvalidRecordSender(Settings settings, ObjectStore lake, RunRef run, Instant now) {
  /** The column that says whether a letter is one of {@link DeferredRecords}. */
  private static final int DEFERRED = 8;

  /** Numbers of messages; those on the parking topic by table. */
  record Sent(long deadLetters, Map<String, Long> parked) {
    Sent {
      parked = Map.copyOf(parked);
    }

    long allParked() {
      return parked.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Returns after Kafka has acknowledged every message. */
  Sent send(List<TableResult> results, List<BaseTable> tables, MessageSender messages) {
    long deadLetters = 0;
    Map<String, Long> parked = new TreeMap<>();
    for (BaseTable table : tables) {
      List<TableResult> of = TableResult.of(table.name(), results);
      DeferredRecords deferred = deferred(table, of);
      List<OutputFile> quarantine =
          of.stream()
              .filter(
                  result -> result.invalid() > 0 || (result.corrupt() > 0 && !deferred.isEmpty()))
              .flatMap(result -> result.quarantine().stream())
              .toList();
      if (!quarantine.isEmpty()) {
        Sent sent = send(table, quarantine, deferred, messages);
        deadLetters += sent.deadLetters();
        parked.putAll(sent.parked());
      }
    }
    return new Sent(deadLetters, parked);
  }

  private DeferredRecords deferred(BaseTable table, List<TableResult> results) {
    return TableResult.sum(results, TableResult::corrupt) == 0
        ? DeferredRecords.none(table.name())
        : DeferredRecords.read(lake, run, table.name());
  }

  private Sent send(
      BaseTable table,
      List<OutputFile> quarantine,
      DeferredRecords deferred,
      MessageSender messages) {
    DeadLetterHistory history = new DeadLetterHistory(lake, table.name());
    long[] sent = new long[2];
    try (Workspace workspace = Workspace.open(settings.tmp());
        DuckDb db = DuckDb.open(settings, workspace)) {
      Path folder = workspace.folder("dead-letters");
      ParquetDownloads in = new ParquetDownloads(lake, folder);
      List<Path> before = history.before(run.date(), settings.topics().memory(), in);
      List<Path> files = quarantine.stream().map(file -> in.get(file.key())).toList();
      db.execute("prepare the deferred dead letters", DeadLetterSql.deferredObjects());
      db.append(
          "name the objects of deferred dead letters",
          "deferred_objects",
          deferred.objects().entrySet(),
          (object, row) -> row.append(object.getKey()).append(object.getValue() ? 1 : 0));
      db.execute(
          "read the quarantine of table " + table.name(),
          DeadLetterSql.deadLetters(
              table.name(), files, before, db.registerText(deferred::identity)));
      db.forEach(
          "send the invalid records of table " + table.name(),
          DeadLetterSql.inOrder(),
          row -> {
            DeadLetterEvent event =
                row.getBoolean(DEFERRED) ? corrupt(table, deferred, row) : invalid(table, row);
            boolean isParked = event.attempt() > settings.topics().attempts();
            sent[isParked ? 1 : 0]++;
            messages.send(
                isParked ? settings.topics().parking() : settings.topics().deadLetters(),
                event.id(),
                event.toJson(now),
                DeadLetterHeaders.of(event));
          });
      messages.flush();
      Path file = folder.resolve("history.parquet");
      db.execute(
          "write the dead letter history of table " + table.name(),
          DeadLetterSql.writeHistory(file));
      history.write(run.date(), file);
      deferred.writeSent(lake, run);
    }
    return new Sent(sent[0], sent[1] == 0 ? Map.of() : Map.of(table.name(), sent[1]));
  }

  /** What the job would have sent, but for the number of its attempt. */
  private static DeadLetterEvent corrupt(BaseTable table, DeferredRecords deferred, ResultSet row)
      throws SQLException {
    Origin origin = origin(table, row);
    String reason = row.getString(3);
    DeferredRecords.Identity identity =
        deferred.identify(new String(row.getBytes(4), UTF_8), reason, origin.key());
    return new DeadLetterEvent(
        DeadLetterHeaders.COMPACTOR,
        table.name(),
        origin,
        reason,
        DeadLetterEvent.ruleOf(reason),
        identity.fingerprint(),
        attempt(row),
        null,
        identity.record(),
        identity.isCut());
  }

  private static Origin origin(BaseTable table, ResultSet row) throws SQLException {
    String object = row.getString(1);
    Optional<ObjectName> name = table.nameOf(object);
    return new Origin(
        name.map(ObjectName::topic).orElse(table.topic()),
        name.map(ObjectName::partition).orElse(null),
        name.map(ObjectName::startOffset).orElse(null),
        object,
        row.getInt(2));
  }

  private static int attempt(ResultSet row) throws SQLException {
    return (int) Math.min(Integer.MAX_VALUE, row.getLong(7));
  }

  private DeadLetterEvent invalid(BaseTable table, ResultSet row) throws SQLException {
    String reason = row.getString(3);
    return new DeadLetterEvent(
        DeadLetterHeaders.FINALIZER,
        table.name(),
        origin(table, row),
        reason,
        reason,
        row.getString(6),
        attempt(row),
        run.run(),
        row.getBytes(4),
        row.getBoolean(5));
  }
}
