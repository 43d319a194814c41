package dev.kcompact.finalizer.testing;

import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.ledger.LedgerHandler;
import dev.kcompact.finalizer.plan.PlanHandler;
import dev.kcompact.finalizer.publish.PublishHandler;
import dev.kcompact.finalizer.rollback.RollbackHandler;
import dev.kcompact.finalizer.rollback.RollbackHandler.Request.Scope;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Runs of a day from plan to publication, with one handler after the other, in folders. */
public final class PublishedDay {
  private static final TimeLeft AMPLE = () -> Duration.ofMinutes(15);

  public final DayFixture day;
  public final MemoryPartitions catalog = new MemoryPartitions();

  public PublishedDay(Path tmp) {
    day = DayFixture.inFolders(tmp);
  }

  public void define(String table, String lines) {
    String file = "tables/" + table + ".yaml";
    Stores.open(day.settings.tables()).put(file, SampleDefinitions.text(file) + lines);
  }

  public PlanHandler.Answer plan(long token) {
    return plan(DayFixture.DAY, token);
  }

  public PlanHandler.Answer plan(LocalDate date, long token) {
    RunRef run = RunRef.of(date, token);
    return new PlanHandler(day.settings)
        .handle(new PlanHandler.Request(run.date(), run.run(), token, 0, 1, 1, null, null), AMPLE);
  }

  /** Runs everything except the publication. */
  public RunRef prepare(long token) {
    return prepare(DayFixture.DAY, token);
  }

  private RunRef prepare(LocalDate date, long token) {
    RunRef run = RunRef.of(date, token);
    PlanHandler.Answer plan = plan(date, token);
    for (List<String> units : List.of(plan.workUnits(), plan.derived())) {
      for (String unit : units) {
        new FinalizeHandler(day.settings)
            .handle(new FinalizeHandler.Request(run.date(), run.run(), token, unit, null), AMPLE);
      }
    }
    new LedgerHandler(day.settings)
        .handle(new LedgerHandler.Request(run.date(), run.run(), token), AMPLE);
    return run;
  }

  public RunRef publish(long token) {
    return publish(DayFixture.DAY, token);
  }

  public RunRef publish(LocalDate date, long token) {
    RunRef run = prepare(date, token);
    new PublishHandler(day.settings, MemoryLockTable.held(date, token), catalog)
        .handle(new PublishHandler.Request(run.date(), run.run(), token), AMPLE);
    return run;
  }

  /** Restores the run before the published one. */
  public void rollBack(long token) {
    RunRef asking = RunRef.of(DayFixture.DAY, token);
    new RollbackHandler(day.lake, MemoryLockTable.held(DayFixture.DAY, token), catalog)
        .handle(new RollbackHandler.Request(asking.date(), asking.run(), token, Scope.DAY), AMPLE);
  }
}
