package dev.kcompact.finalizer.notify;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.latedata.LateDataReprocessing.LateDay;
import dev.kcompact.finalizer.lock.DayRequest;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.notify.NotifyAnswer.Status;
import dev.kcompact.finalizer.settings.Settings;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the incident of an execution that could not open its own: it was aborted, timed out, failed
 * with an error that no state catches, or could not reach Notify.
 */
public final class EndedHandler implements JsonHandler<EndedHandler.Event, NotifyAnswer> {
  private static final Logger LOG = LoggerFactory.getLogger(EndedHandler.class);

  private static final String FAILED = "FAILED";

  /** The state machine's error if Notify could not report late days, which the cause names. */
  private static final String LATE_DAYS = "LateDaysFailed";

  /** The state machine appends it to the cause of a failure that Notify has reported. */
  private static final String NOTIFIED = "(notified)";

  private static final String WHAT_NOW =
      "The next run acquires its lock and repairs the day: start one, or wait for the scheduled one";

  private final ZoneId zone;
  private final Optional<Supplier<Incidents>> serviceNow;

  /** The used part of EventBridge's "Step Functions Execution Status Change". */
  public record Event(Detail detail) {
    /**
     * @param input JSON; null if it was too long for an event
     * @param error null unless the execution failed
     * @param cause null unless the execution failed
     */
    public record Detail(
        String executionArn,
        String status,
        @Nullable String input,
        @Nullable String error,
        @Nullable String cause) {
      public Detail {
        requireNonNull(executionArn, "executionArn is null");
        requireNonNull(status, "status is null");
      }

      private boolean isNotified() {
        return status.equals(FAILED) && cause != null && cause.strip().endsWith(NOTIFIED);
      }

      /** Returns the late days that failed without an incident. */
      private List<LocalDate> lateDays() {
        if (cause == null || !LATE_DAYS.equals(error) || cause.indexOf('[') < 0) {
          return List.of();
        }
        return Json.tree(cause.substring(cause.indexOf('['))).stream()
            .flatMap(days -> StreamSupport.stream(days.spliterator(), false))
            .filter(day -> day.path("outcome").asText().equals(LateDay.UNREPORTED))
            .map(day -> LocalDate.parse(day.path("date").asText()))
            .toList();
      }

      private String reason() {
        return status.equals(FAILED)
            ? "The execution failed without an incident: " + error + ", " + cause + ". " + WHAT_NOW
            : "The execution ended as " + status + ". It rolled nothing back. " + WHAT_NOW;
      }
    }

    public Event {
      requireNonNull(detail, "detail is null");
    }
  }

  public EndedHandler() {
    this(Settings.fromEnvironment());
  }

  private EndedHandler(Settings settings) {
    this(settings.zone(), ServiceNowIncidents.of(settings));
  }

  EndedHandler(ZoneId zone, Optional<Supplier<Incidents>> serviceNow) {
    this.zone = zone;
    this.serviceNow = serviceNow;
  }

  @Override
  public NotifyAnswer handle(Event request, TimeLeft timeLeft) {
    if (request.detail().isNotified()) {
      return new NotifyAnswer(Status.SENT, List.of());
    }
    String execution = request.detail().executionArn();
    String input = String.valueOf(request.detail().input());
    boolean isCleanUp =
        Json.tree(input)
            .filter(json -> json.path("action").asText().equals(CleanUpIncident.ACTION))
            .isPresent();
    String what = "the input of " + execution;
    List<LocalDate> late = request.detail().lateDays();
    List<LocalDate> days =
        isCleanUp || !late.isEmpty()
            ? late
            : List.of(Json.read(input, DayRequest.class, what).day(zone));
    if (serviceNow.isEmpty()) {
      return new NotifyAnswer(Status.OFF, List.of());
    }
    String reason = request.detail().reason();
    Incidents incidents = serviceNow.get().get();
    List<String> opened =
        isCleanUp
            ? new CleanUpIncident(incidents, execution).open(reason)
            : days.stream()
                .map(date -> new DayIncidents(incidents, date, execution))
                .map(each -> each.open(List.of(new IncidentSubject(IncidentSubject.DAY, reason))))
                .flatMap(List::stream)
                .toList();
    LOG.info("ended {}: {} {}", execution, request.detail().status(), opened);
    Measurements.ofFunction().put(Metric.INCIDENTS, opened.size()).emit();
    return new NotifyAnswer(Status.SENT, opened);
  }
}
