package dev.kcompact.finalizer.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.invocation.ExecutionState;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.DayRequest;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.notify.NotifyAnswer.Status;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.RejectionDocument;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens, updates or resolves the incidents of a day. */
public final class NotifyHandler implements JsonHandler<NotifyHandler.Request, NotifyAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyHandler.class);

  private final ObjectStore lake;
  private final ZoneId zone;
  private final Optional<Supplier<Incidents>> serviceNow;

  /** The payload; any part of the execution's state may be missing. */
  public record Request(Action action, String execution, JsonNode state) {
    public enum Action {
      OPEN,
      RESOLVE
    }
  }

  public NotifyHandler() {
    this(Settings.fromEnvironment());
  }

  public NotifyHandler(Settings settings) {
    this(Stores.open(settings.lake()), settings.zone(), ServiceNowIncidents.of(settings));
  }

  /**
   * @param serviceNow opened for each invocation, because its password may change
   */
  NotifyHandler(ObjectStore lake, ZoneId zone, Optional<Supplier<Incidents>> serviceNow) {
    this.lake = lake;
    this.zone = zone;
    this.serviceNow = serviceNow;
  }

  @Override
  public NotifyAnswer handle(Request request, TimeLeft timeLeft) {
    if (serviceNow.isEmpty()) {
      return new NotifyAnswer(Status.OFF, List.of());
    }
    ExecutionState state = new ExecutionState(request.state());
    if (state.text("/request/action").filter(CleanUpIncident.ACTION::equals).isPresent()) {
      return ofCleanUp(serviceNow.get().get(), request, state);
    }
    LocalDate day = day(state);
    Optional<RunDocuments> documents =
        state
            .text("/lock/token")
            .map(token -> new RunDocuments(lake, RunRef.of(day, Long.parseLong(token))));
    DayIncidents incidents = new DayIncidents(serviceNow.get().get(), day, request.execution());
    List<String> changed =
        switch (request.action()) {
          case OPEN -> incidents.open(subjectsOf(documents, state));
          case RESOLVE -> incidents.resolve(resolved(documents));
        };
    LOG.info("notify {}: {} {}", day, request.action(), changed);
    Measurements.ofFunction().put(Metric.INCIDENTS, changed.size()).emit();
    return new NotifyAnswer(Status.SENT, changed);
  }

  private static NotifyAnswer ofCleanUp(
      Incidents incidents, Request request, ExecutionState state) {
    CleanUpIncident incident = new CleanUpIncident(incidents, request.execution());
    return new NotifyAnswer(
        Status.SENT,
        switch (request.action()) {
          case OPEN -> incident.open(state.reason());
          case RESOLVE -> incident.resolve();
        });
  }

  private LocalDate day(ExecutionState state) {
    Optional<String> date = state.text("/lock/date");
    if (date.isPresent()) {
      return LocalDate.parse(date.get());
    }
    return state
        .json("/request")
        .map(request -> Json.read(request, DayRequest.class, "the execution's input").day(zone))
        .orElseThrow(
            () -> new NonRetryableException("Failed to read the day: the state has no request"));
  }

  private static List<IncidentSubject> subjectsOf(
      Optional<RunDocuments> documents, ExecutionState state) {
    return IncidentSubject.of(
        documents.flatMap(run -> run.find(PlanDocument.NAME, PlanDocument.class)),
        documents.flatMap(run -> run.find(RejectionDocument.NAME, RejectionDocument.class)),
        state.text("/error/Error").orElse(""),
        state.reason());
  }

  private static List<String> resolved(Optional<RunDocuments> documents) {
    List<String> subjects = new ArrayList<>(List.of(IncidentSubject.DAY));
    documents
        .flatMap(run -> run.find(PlanDocument.NAME, PlanDocument.class))
        .ifPresent(
            plan -> {
              plan.tables().forEach(table -> subjects.add(table.table()));
              plan.derived().forEach(unit -> subjects.add(unit.buckets().get(0).table()));
            });
    return subjects;
  }
}
