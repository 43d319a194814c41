package dev.kcompact.finalizer.finalize;

import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.finalizer.failure.RefusedException;
import dev.kcompact.finalizer.finalize.FinalizeAnswer.Status;
import dev.kcompact.finalizer.finalize.FinalizeRequest.Continuation;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.PlanDocument.Part;
import dev.kcompact.finalizer.run.PlanDocument.Slice;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finalizes the tables of a slice, one after the other, as long as there is time. */
public final class FinalizeHandler implements JsonHandler<FinalizeRequest, FinalizeAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(FinalizeHandler.class);

  private final Settings settings;
  private final ObjectStore lake;
  private final ObjectStore tables;

  /** As Lambda makes it. */
  public FinalizeHandler() {
    this(Settings.fromEnvironment());
  }

  /** With AWS clients of the process's own environment. */
  public FinalizeHandler(Settings settings) {
    this.settings = settings;
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
  }

  @Override
  public Class<FinalizeRequest> requestType() {
    return FinalizeRequest.class;
  }

  @Override
  public FinalizeAnswer handle(FinalizeRequest request, TimeLeft timeLeft) {
    RunRef run = new RunRef(request.date(), request.run(), request.token());
    RunDocuments documents = new RunDocuments(lake, run);
    PlanDocument plan = documents.plan();
    Slice slice =
        plan.slice(request.slice())
            .orElseThrow(() -> new RefusedException("No such slice: " + request.slice()));
    TableCatalog catalog = Definitions.load(tables);
    PartFinalizer finalizer = new PartFinalizer(settings, lake, catalog, run, plan, documents);
    Continuation before =
        request.continuation() == null ? Continuation.NONE : request.continuation();
    List<String> done = new ArrayList<>();
    for (Part part : slice.parts()) {
      if (before.isDone(part.table())) {
        done.add(part.table());
      }
    }
    int begunWith = done.size();
    for (Part part : slice.parts()) {
      if (done.contains(part.table())) {
        continue;
      }
      // The first one is begun in any case: a call that does nothing would be repeated for ever.
      if (done.size() > begunWith && timeLeft.isBelow(settings.timeReserve())) {
        LOG.info("finalize {} {}: time runs short after {}", run.run(), slice.id(), done);
        return answer(request, Status.CONTINUE, done);
      }
      finalizer.finalizePart(slice.id(), part);
      done.add(part.table());
      LOG.info("finalize {} {}: {} done", run.run(), slice.id(), part);
    }
    return answer(request, Status.DONE, done);
  }

  private static FinalizeAnswer answer(FinalizeRequest request, Status status, List<String> done) {
    return new FinalizeAnswer(
        request.date(),
        request.run(),
        request.token(),
        request.slice(),
        status,
        new Continuation(done));
  }
}
