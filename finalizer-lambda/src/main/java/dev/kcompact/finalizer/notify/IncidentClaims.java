package dev.kcompact.finalizer.notify;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one handler at a time search and create the incident of a correlation id: a search does not
 * find what another handler is about to create. A claim whose handler has died expires, and the
 * next handler goes on.
 */
final class IncidentClaims {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentClaims.class);

  static final Duration LENGTH = Duration.ofSeconds(30);

  /** Longer than a request to ServiceNow: what must be left of a claim when one is sent. */
  private static final Duration REQUEST = Duration.ofSeconds(22);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The time of two handlers that die, one after the other. */
  private static final int TRIES = 75;

  private final ClaimTable table;
  private final InstantSource clock;
  private final Pause pause;

  IncidentClaims(ClaimTable table, InstantSource clock, Pause pause) {
    this.table = table;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Waits until no other handler has the claim, and takes it. If the table cannot be reached, the
   * handler goes on without: two incidents are better than none.
   *
   * @throws RetryableException if other handlers keep it
   */
  Claim take(String correlationId) throws InterruptedException {
    String owner = UUID.randomUUID().toString();
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Instant now = clock.instant();
      try {
        if (isTaken(correlationId, owner, now)) {
          return new Claim(correlationId, owner, now);
        }
      } catch (RetryableException unreachable) {
        LOG.warn("Go on without a claim of {}", correlationId, unreachable);
        return new Claim(correlationId, owner, null);
      }
      pause.of(PAUSE);
    }
    throw claimed(correlationId);
  }

  private boolean isTaken(String correlationId, String owner, Instant now) {
    return table.take(correlationId, owner, now, now.plus(LENGTH));
  }

  private static RetryableException claimed(String correlationId) {
    return new RetryableException(
        "Failed to change incident: " + correlationId + ", another handler is changing it");
  }

  /** A claim that this handler has, if the table could be reached. */
  final class Claim implements AutoCloseable {
    private final String correlationId;
    private final String owner;
    private @Nullable Instant takenAt;

    private Claim(String correlationId, String owner, @Nullable Instant takenAt) {
      this.correlationId = correlationId;
      this.owner = owner;
      this.takenAt = takenAt;
    }

    /**
     * Makes the claim last for a request that creates the incident.
     *
     * @throws RetryableException if it has expired and another handler has taken it
     */
    void extend() {
      Instant now = clock.instant();
      if (takenAt != null && now.isAfter(takenAt.plus(LENGTH).minus(REQUEST))) {
        if (!isTaken(correlationId, owner, now)) {
          throw claimed(correlationId);
        }
        takenAt = now;
      }
    }

    /** What is not released expires. */
    @Override
    public void close() {
      if (takenAt != null) {
        try {
          table.release(correlationId, owner);
        } catch (RetryableException e) {
          LOG.warn("The claim of {} expires in {}", correlationId, LENGTH, e);
        }
      }
    }
  }
}
