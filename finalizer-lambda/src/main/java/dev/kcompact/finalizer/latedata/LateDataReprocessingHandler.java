package dev.kcompact.finalizer.latedata;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.latedata.LateDataReprocessing.LateDay;
import dev.kcompact.finalizer.latedata.LateDataReprocessing.LateRequest;
import dev.kcompact.finalizer.latedata.LateDataReprocessing.Status;
import dev.kcompact.finalizer.latedata.LateDataReprocessingHandler.Request.Input;
import dev.kcompact.finalizer.lock.DayRequest;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Selects the next earlier day with data that is newer than its publication. */
public final class LateDataReprocessingHandler
    implements JsonHandler<LateDataReprocessingHandler.Request, LateDataReprocessing> {
  private static final Logger LOG = LoggerFactory.getLogger(LateDataReprocessingHandler.class);

  /** The late objects already exist, so one more attempt is enough. */
  private static final int MAX_PLAN_ATTEMPTS = 2;

  private static final String FINALIZED = "FINALIZED";

  private final ObjectStore lake;
  private final ObjectStore tables;
  private final ZoneId zone;
  private final InstantSource clock;

  /** The payload; {@code request} is the input of the execution or of the completed late day. */
  public record Request(Input request, LateDataReprocessing late) {
    /** Late days start only within {@code lookBackSeconds} of the execution's start. */
    public record Input(
        @Nullable LocalDate date,
        @Nullable Instant scheduledTime,
        int planAttempts,
        int lookBackDays,
        int lateDays,
        int lookBackSeconds) {}

    public Request {
      requireNonNull(request, "request is null");
      requireNonNull(late, "late is null");
    }
  }

  public LateDataReprocessingHandler() {
    this(Settings.fromEnvironment(), Clock.systemUTC());
  }

  public LateDataReprocessingHandler(Settings settings, InstantSource clock) {
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
    this.zone = settings.zone();
    this.clock = clock;
  }

  @Override
  public LateDataReprocessing handle(Request request, TimeLeft timeLeft) {
    Input input = request.request();
    LateDataReprocessing late = request.late();
    LocalDate main =
        late.main() == null
            ? new DayRequest(input.date(), input.scheduledTime()).day(zone)
            : late.main();
    List<LateDay> days = new ArrayList<>(requireNonNull(late.days()));
    if (late.date() != null) {
      days.add(new LateDay(late.date(), late.outcome() == null ? FINALIZED : late.outcome()));
    }
    DaysWithNewData newData =
        new DaysWithNewData(lake, Definitions.load(tables, lake).baseTables());
    Optional<LocalDate> next =
        new LateDaySelector(
                input.lookBackDays(), input.lateDays(), Duration.ofSeconds(input.lookBackSeconds()))
            .next(
                main,
                late.date() == null ? main : late.date(),
                days.size(),
                Duration.between(late.startedAt(), clock.instant()),
                newData::contains);
    LOG.info(
        "late data before {}: next {}, done {}",
        main,
        next.map(String::valueOf).orElse("none"),
        days);
    Measurements.ofFunction().put(Metric.LATE_DAYS, next.isPresent() ? 1 : 0).emit();
    return next.map(day -> next(late, main, day, days, input))
        .orElseGet(() -> none(late, main, days));
  }

  private static LateDataReprocessing next(
      LateDataReprocessing late, LocalDate main, LocalDate day, List<LateDay> days, Input input) {
    return new LateDataReprocessing(
        Status.NEXT,
        late.round() + 1,
        late.startedAt(),
        main,
        day,
        null,
        days,
        new LateRequest(day, Math.min(MAX_PLAN_ATTEMPTS, input.planAttempts()), false));
  }

  private static LateDataReprocessing none(
      LateDataReprocessing late, LocalDate main, List<LateDay> days) {
    boolean isReported = days.stream().noneMatch(day -> day.outcome().equals(LateDay.UNREPORTED));
    return new LateDataReprocessing(
        isReported ? Status.NONE : Status.UNREPORTED,
        late.round(),
        late.startedAt(),
        main,
        null,
        null,
        days,
        null);
  }
}
