package dev.kcompact.job.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka takes dead letters, as far as the last check knows. It is checked when someone
 * asks, and then not again for a while. Used in one task thread.
 */
public final class KafkaAvailability implements AutoCloseable {
  /** Dead letters that are sent within this time of an outage fail the checkpoint. */
  static final Duration VALID_WHILE_AVAILABLE = Duration.ofSeconds(5);

  /** A check takes up to {@link TopicProbe#TIMEOUT}, which should be a small part of the work. */
  static final Duration VALID_WHILE_UNAVAILABLE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAvailability.class);

  private final Check check;
  private final InstantSource clock;
  private @Nullable Instant validUntil;
  private boolean available = true;

  /** One check of Kafka. */
  interface Check extends AutoCloseable {
    /** Returns within a few seconds why no letter can be sent; empty if one can. */
    Optional<String> failure() throws InterruptedException;

    @Override
    default void close() {}
  }

  KafkaAvailability(Check check, InstantSource clock) {
    this.check = requireNonNull(check, "check is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Checks Kafka if the job can do without it, and else takes it for available. */
  public static KafkaAvailability of(@Nullable DeadLetterOptions options) {
    return new KafkaAvailability(
        options == null || !options.canDoWithoutKafka() ? Optional::empty : new TopicProbe(options),
        InstantSource.system());
  }

  /** Blocks for a few seconds if the last answer is too old. */
  public boolean isAvailable() throws InterruptedException {
    Instant now = clock.instant();
    if (validUntil == null || !now.isBefore(validUntil)) {
      learn(check.failure());
      validUntil =
          clock.instant().plus(available ? VALID_WHILE_AVAILABLE : VALID_WHILE_UNAVAILABLE);
    }
    return available;
  }

  private void learn(Optional<String> failure) {
    boolean now = failure.isEmpty();
    if (available && !now) {
      LOG.warn(
          "Kafka is unavailable: {}; dead letters wait, or are left to the finalizer, until it is back",
          failure.get());
    } else if (!available && now) {
      LOG.info("Kafka is available again: dead letters are sent by the job");
    }
    available = now;
  }

  @Override
  public void close() {
    check.close();
  }
}
