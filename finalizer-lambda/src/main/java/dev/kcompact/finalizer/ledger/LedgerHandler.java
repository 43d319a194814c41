package dev.kcompact.finalizer.ledger;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.ledger.LedgerHandler.Answer.Status;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.LedgerDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the ledgers of a run, table by table, until time runs short. */
public final class LedgerHandler
    implements JsonHandler<LedgerHandler.Request, LedgerHandler.Answer> {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerHandler.class);

  private final Settings settings;
  private final ObjectStore lake;
  private final ObjectStore tables;

  public record Request(LocalDate date, String run, long token) {}

  /** {@code objects} counts the rows of the written ledgers. */
  public record Answer(Status status, long objects) {
    public enum Status {
      /** Time ran short: call again. */
      CONTINUE,
      DONE
    }
  }

  public LedgerHandler() {
    this(Settings.fromEnvironment());
  }

  public LedgerHandler(Settings settings) {
    this.settings = settings;
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
  }

  /** A table that has a document is done, so a repeated call continues after it. */
  @Override
  public Answer handle(Request request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    RunDocuments documents = new RunDocuments(lake, run);
    PlanDocument plan = documents.planWithWork();
    TableCatalog catalog = Definitions.load(tables, lake);
    TableLedgerWriter ledger =
        new TableLedgerWriter(settings, lake, run, documents.results(plan), documents);
    long objects = 0;
    boolean isStarted = false;
    for (String name : plan.finalizedTables()) {
      Optional<LedgerDocument> earlier =
          documents.find(LedgerDocument.name(name), LedgerDocument.class);
      if (earlier.isEmpty()) {
        // The first table always starts: a call that does nothing would be repeated forever.
        if (isStarted && timeLeft.isBelow(settings.timeReserve())) {
          LOG.info("ledger {}: time is short before table {}", run.run(), name);
          return new Answer(Status.CONTINUE, objects);
        }
        isStarted = true;
      }
      objects += earlier.orElseGet(() -> ledger.write(definition(catalog, name))).file().rows();
    }
    LOG.info("ledger {}: {} objects", run.run(), objects);
    Measurements.ofFunction().put(Metric.LEDGER_OBJECTS, objects).emit();
    return new Answer(Status.DONE, objects);
  }

  private static BaseTable definition(TableCatalog catalog, String name) {
    return catalog.baseTables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new NonRetryableException("Failed to find the definition of table " + name));
  }
}
