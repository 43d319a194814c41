package dev.kcompact.finalizer.lock;

import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.LockHandler.Answer.Status;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.settings.Settings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Acquires, renews and releases the lock of a day. */
public final class LockHandler implements JsonHandler<LockHandler.Request, LockHandler.Answer> {
  private final DayLock lock;
  private final ZoneId zone;

  /** The payload; {@code request} is the execution's input, {@code execution} its ARN. */
  public record Request(Action action, DayRequest request, String execution) {
    public enum Action {
      ACQUIRE,
      RENEW,
      RELEASE
    }
  }

  /**
   * @param run null unless acquired or renewed
   * @param token fencing token; null unless acquired or renewed
   * @param heldBy execution that has the lock; null unless held
   */
  public record Answer(
      Status status,
      LocalDate date,
      @Nullable String run,
      @Nullable Long token,
      @Nullable String heldBy) {
    public enum Status {
      ACQUIRED,
      HELD,
      RENEWED,
      RELEASED,
      /** The execution did not have the lock. */
      NOT_HELD
    }
  }

  public LockHandler() {
    this(Settings.fromEnvironment());
  }

  public LockHandler(Settings settings) {
    this(
        new DayLock(
            DynamoLockTable.open(settings.lockTable()),
            SfnExecutions.open(),
            Clock.systemUTC(),
            settings.lockDuration()),
        settings.zone());
  }

  LockHandler(DayLock lock, ZoneId zone) {
    this.lock = lock;
    this.zone = zone;
  }

  @Override
  public Answer handle(Request request, TimeLeft timeLeft) {
    LocalDate day = request.request().day(zone);
    return switch (request.action()) {
      case ACQUIRE -> acquire(day, request.execution());
      case RENEW -> owned(Status.RENEWED, day, lock.renew(day, request.execution()));
      case RELEASE ->
          new Answer(
              lock.release(day, request.execution()) ? Status.RELEASED : Status.NOT_HELD,
              day,
              null,
              null,
              null);
    };
  }

  private Answer acquire(LocalDate day, String execution) {
    DayLock.Outcome outcome = lock.acquire(day, execution);
    if (outcome instanceof DayLock.Outcome.Acquired acquired) {
      return owned(Status.ACQUIRED, day, acquired.token());
    }
    return new Answer(Status.HELD, day, null, null, ((DayLock.Outcome.Held) outcome).owner());
  }

  private static Answer owned(Status status, LocalDate day, long token) {
    return new Answer(status, day, RunRef.of(day, token).run(), token, null);
  }
}
