package dev.kcompact.finalizer.notify;

import dev.kcompact.finalizer.failure.RefusedException;
import dev.kcompact.finalizer.invocation.ExecutionState;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.LockRequest.DayRequest;
import dev.kcompact.finalizer.notify.NotifyAnswer.Status;
import dev.kcompact.finalizer.run.PlanDocument;
import dev.kcompact.finalizer.run.RejectionDocument;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.settings.Settings.ServiceNow;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.net.http.HttpClient;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens, updates or resolves the incidents of a day. */
public final class NotifyHandler implements JsonHandler<NotifyRequest, NotifyAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyHandler.class);

  /** What an execution's input asks for, and the incident's id. */
  private static final String CLEAN = "CLEAN";

  private static final String CLEAN_UP = "kcompact/clean-up";

  private final ObjectStore lake;
  private final ZoneId zone;
  private final Optional<Incidents> incidents;

  /** As Lambda makes it. */
  public NotifyHandler() {
    this(Settings.fromEnvironment());
  }

  /** With AWS clients of the process's own environment. */
  public NotifyHandler(Settings settings) {
    this(
        Stores.open(settings.lake()),
        settings.zone(),
        settings.serviceNow().map(NotifyHandler::serviceNow));
  }

  NotifyHandler(ObjectStore lake, ZoneId zone, Optional<Incidents> incidents) {
    this.lake = lake;
    this.zone = zone;
    this.incidents = incidents;
  }

  private static Incidents serviceNow(ServiceNow settings) {
    Credentials credentials = Credentials.of(settings);
    return new ServiceNowIncidents(
        HttpClient.newHttpClient(),
        settings.url(),
        credentials.user(),
        credentials.password(),
        duration -> Thread.sleep(duration.toMillis()));
  }

  @Override
  public Class<NotifyRequest> requestType() {
    return NotifyRequest.class;
  }

  @Override
  public NotifyAnswer handle(NotifyRequest request, TimeLeft timeLeft) {
    if (incidents.isEmpty()) {
      return new NotifyAnswer(Status.OFF, List.of());
    }
    ExecutionState state = new ExecutionState(request.state());
    if (state.text("/request/action").filter(CLEAN::equals).isPresent()) {
      return ofCleanUp(incidents.get(), request, state);
    }
    LocalDate day = day(state);
    Optional<RunDocuments> documents =
        state
            .text("/lock/token")
            .map(token -> new RunDocuments(lake, RunRef.of(day, Long.parseLong(token))));
    List<String> changed =
        switch (request.action()) {
          case OPEN -> open(incidents.get(), documents, day, state.reason(), request.execution());
          case RESOLVE -> resolve(incidents.get(), documents, day, request.execution());
        };
    LOG.info("notify {}: {} {}", day, request.action(), changed);
    return new NotifyAnswer(Status.SENT, changed);
  }

  /** Of all clean-ups there is one incident: the next one does what this one could not. */
  private static NotifyAnswer ofCleanUp(
      Incidents incidents, NotifyRequest request, ExecutionState state) {
    if (request.action() == NotifyRequest.Action.OPEN) {
      incidents.open(
          CLEAN_UP,
          "kcompact: the clean-up failed",
          state.reason() + "\nexecution: " + request.execution());
      return new NotifyAnswer(Status.SENT, List.of(CLEAN_UP));
    }
    boolean isResolved = incidents.resolve(CLEAN_UP, "Done by " + request.execution());
    return new NotifyAnswer(Status.SENT, isResolved ? List.of(CLEAN_UP) : List.of());
  }

  private LocalDate day(ExecutionState state) {
    Optional<String> date = state.text("/lock/date");
    if (date.isPresent()) {
      return LocalDate.parse(date.get());
    }
    return state
        .json("/request")
        .map(request -> Json.read(request, DayRequest.class, "The execution's input").day(zone))
        .orElseThrow(() -> new RefusedException("The state holds no request"));
  }

  private static List<String> open(
      Incidents incidents,
      Optional<RunDocuments> documents,
      LocalDate day,
      String reason,
      String execution) {
    List<String> opened = new ArrayList<>();
    List<Blame> blames =
        Blame.of(
            documents.flatMap(run -> run.find(PlanDocument.NAME, PlanDocument.class)),
            documents.flatMap(run -> run.find(RejectionDocument.NAME, RejectionDocument.class)),
            reason);
    for (Blame blame : blames) {
      String id = correlationId(blame.subject(), day);
      String what = blame.subject().equals(Blame.DAY) ? "the day" : "table " + blame.subject();
      incidents.open(
          id,
          "kcompact: " + what + " of " + day + " is not finalized",
          blame.reason() + "\nexecution: " + execution);
      opened.add(id);
    }
    return opened;
  }

  private static List<String> resolve(
      Incidents incidents, Optional<RunDocuments> documents, LocalDate day, String execution) {
    List<String> subjects = new ArrayList<>(List.of(Blame.DAY));
    documents
        .flatMap(run -> run.find(PlanDocument.NAME, PlanDocument.class))
        .ifPresent(
            plan -> {
              plan.tables().forEach(table -> subjects.add(table.table()));
              plan.derived().forEach(slice -> subjects.add(slice.parts().get(0).table()));
            });
    List<String> resolved = new ArrayList<>();
    for (String subject : subjects) {
      String id = correlationId(subject, day);
      if (incidents.resolve(id, "Finalized by " + execution)) {
        resolved.add(id);
      }
    }
    return resolved;
  }

  private static String correlationId(String subject, LocalDate day) {
    return "kcompact/" + subject + "/" + day;
  }
}
