package dev.kcompact.finalizer.lock;

import dev.kcompact.finalizer.invocation.JsonHandler;
import dev.kcompact.finalizer.invocation.TimeLeft;
import dev.kcompact.finalizer.lock.LockAnswer.Status;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.settings.Settings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** Acquires, renews and releases the lock of a day. */
public final class LockHandler implements JsonHandler<LockRequest, LockAnswer> {
  private final DayLock lock;
  private final ZoneId zone;

  /** As Lambda makes it. */
  public LockHandler() {
    this(Settings.fromEnvironment());
  }

  /** With AWS clients of the process's own environment. */
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
  public Class<LockRequest> requestType() {
    return LockRequest.class;
  }

  @Override
  public LockAnswer handle(LockRequest request, TimeLeft timeLeft) {
    LocalDate day = request.request().day(zone);
    return switch (request.action()) {
      case ACQUIRE -> acquire(day, request.execution());
      case RENEW -> owned(Status.RENEWED, day, lock.renew(day, request.execution()));
      case RELEASE ->
          new LockAnswer(
              lock.release(day, request.execution()) ? Status.RELEASED : Status.NOT_HELD,
              day,
              null,
              null,
              null);
    };
  }

  private LockAnswer acquire(LocalDate day, String execution) {
    DayLock.Outcome outcome = lock.acquire(day, execution);
    if (outcome instanceof DayLock.Outcome.Acquired acquired) {
      return owned(Status.ACQUIRED, day, acquired.token());
    }
    return new LockAnswer(Status.HELD, day, null, null, ((DayLock.Outcome.Held) outcome).owner());
  }

  private static LockAnswer owned(Status status, LocalDate day, long token) {
    return new LockAnswer(status, day, RunRef.of(day, token).run(), token, null);
  }
}
