package dev.kcompact.finalizer.late;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.late.Late.LateDay;
import dev.kcompact.finalizer.late.Late.LateRequest;
import dev.kcompact.finalizer.late.Late.Status;
import dev.kcompact.finalizer.late.LookBackRequest.Input;
import dev.kcompact.finalizer.lock.LockRequest.DayRequest;
import dev.kcompact.finalizer.metrics.Measurements;
import dev.kcompact.finalizer.metrics.Metric;
import dev.kcompact.finalizer.run.Definitions;
import dev.kcompact.finalizer.settings.Settings;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the next earlier day that has grown since it was published. */
public final class LookBackHandler implements JsonHandler<LookBackRequest, Late> {
  private static final Logger LOG = LoggerFactory.getLogger(LookBackHandler.class);

  /** What comes late is on its way still; a second look, after one wait, is enough. */
  private static final int MOST_LOOKS = 2;

  private static final String FINALIZED = "FINALIZED";

  private final ObjectStore lake;
  private final ObjectStore tables;
  private final ZoneId zone;
  private final InstantSource clock;

  /** As Lambda makes it. */
  public LookBackHandler() {
    this(Settings.fromEnvironment(), Clock.systemUTC());
  }

  /** With AWS clients of the process's own environment. */
  public LookBackHandler(Settings settings, InstantSource clock) {
    this.lake = Stores.open(settings.lake());
    this.tables = Stores.open(settings.tables());
    this.zone = settings.zone();
    this.clock = clock;
  }

  @Override
  public Class<LookBackRequest> requestType() {
    return LookBackRequest.class;
  }

  @Override
  public Late handle(LookBackRequest asked, TimeLeft timeLeft) {
    Input input = asked.request();
    Late late = asked.late();
    LocalDate main =
        late.main() == null
            ? new DayRequest(input.date(), input.scheduledTime()).day(zone)
            : late.main();
    List<LateDay> days = new ArrayList<>(requireNonNull(late.days()));
    if (late.date() != null) {
      days.add(new LateDay(late.date(), late.outcome() == null ? FINALIZED : late.outcome()));
    }
    GrownDays grown =
        new GrownDays(
            lake, Definitions.load(tables).baseTables().stream().map(BaseTable::name).toList());
    Optional<LocalDate> next =
        new LateDays(
                input.lookBackDays(), input.lateDays(), Duration.ofSeconds(input.lookBackSeconds()))
            .next(
                main,
                late.date() == null ? main : late.date(),
                days.size(),
                Duration.between(late.startedAt(), clock.instant()),
                grown::isGrown);
    LOG.info(
        "look back from {}: {}, had their turn: {}",
        main,
        next.map(String::valueOf).orElse("none"),
        days);
    Measurements.ofFunction().put(Metric.LATE_DAYS, next.isPresent() ? 1 : 0).emit();
    return next.map(day -> next(late, main, day, days, input))
        .orElseGet(() -> none(late, main, days));
  }

  private static Late next(
      Late late, LocalDate main, LocalDate day, List<LateDay> days, Input input) {
    return new Late(
        Status.NEXT,
        late.round() + 1,
        late.startedAt(),
        main,
        day,
        null,
        days,
        new LateRequest(day, Math.min(MOST_LOOKS, input.planAttempts()), false));
  }

  private static Late none(Late late, LocalDate main, List<LateDay> days) {
    return new Late(Status.NONE, late.round(), late.startedAt(), main, null, null, days, null);
  }
}
