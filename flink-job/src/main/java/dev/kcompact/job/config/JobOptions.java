package dev.kcompact.job.config;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.Quantities;
import dev.kcompact.job.compact.CompactorOptions;
import dev.kcompact.job.compact.MissingObjectPolicy;
import dev.kcompact.job.deadletter.DeadLetterOptions;
import dev.kcompact.job.deadletter.RetryLimit;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.PollPace;
import dev.kcompact.job.notify.NotificationOptions;
import dev.kcompact.job.plan.PlanLimits;
import dev.kcompact.job.source.SourceOptions;
import dev.kcompact.job.store.StoreOptions;
import dev.kcompact.job.write.WriterOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;

/**
 * Everything the job is told, in the form each part wants it.
 *
 * @param tables root of the table definitions
 * @param deadLetters null where there is no Kafka, as in a backfill
 * @param notifications null where new objects are found by listing alone
 */
public record JobOptions(
    StorageLocation tables,
    StoreOptions store,
    SourceOptions source,
    CompactorOptions compactor,
    WriterOptions writer,
    @Nullable DeadLetterOptions deadLetters,
    @Nullable NotificationOptions notifications) {
  private static final String JOB = "kcompact";
  private static final String KAFKA = "kafka";
  private static final StorageLocation NOWHERE = StorageLocation.parseDirectory("file:///");
  private static final String LOCATION = "s3://bucket/prefix/ or file:///folder/";

  /**
   * Reads the groups {@code kcompact} and {@code kafka}.
   *
   * @throws IllegalArgumentException naming every mistake, a line each
   */
  public static JobOptions read(RuntimeProperties properties) {
    return read(properties, new TreeSet<>());
  }

  /**
   * @param asked takes the names of all properties that there are, as {@code group/name}
   */
  static JobOptions read(RuntimeProperties properties, Set<String> asked) {
    List<String> mistakes = new ArrayList<>();
    PropertyReader job = new PropertyReader(JOB, properties.group(JOB), mistakes, asked);
    StorageLocation source = job.require("source", LOCATION, StorageLocation::parseDirectory);
    StorageLocation lake = job.require("lake", LOCATION, StorageLocation::parseDirectory);
    StorageLocation tables = job.require("tables", LOCATION, StorageLocation::parseDirectory);
    int concurrency =
        job.get("fetch.concurrency", StoreOptions.DEFAULT_CONCURRENCY, PropertyReader::positive);
    StoreOptions store = store(job, concurrency, mistakes);
    PollPace pace = pace(job, mistakes);
    Duration lease =
        job.get("lease.duration", Duration.ofSeconds(60), JobOptions::positiveDuration);
    boolean bounded = job.get("bounded", false, PropertyReader::bool);
    DiscoveryOptions discovery = discovery(job);
    PlanLimits limits = limits(job);
    CompactorOptions compactor = compactor(job, source == null ? NOWHERE : source, concurrency);
    WriterOptions writer = writer(job, mistakes);
    NotificationOptions notifications =
        job.getOrNull("notifications.queue", NotificationOptions::parse);
    if (notifications != null && source != null && !source.isS3()) {
      mistakes.add(JOB + "/notifications.queue: tells of objects on S3 only; source is " + source);
    }
    job.refuseUnknown();
    DeadLetterOptions deadLetters =
        deadLetters(new PropertyReader(KAFKA, properties.group(KAFKA), mistakes, asked), lake);
    if (!mistakes.isEmpty() || source == null || lake == null || tables == null) {
      throw new IllegalArgumentException(
          "The runtime properties hold mistakes:\n  " + String.join("\n  ", mistakes));
    }
    return new JobOptions(
        tables,
        store,
        new SourceOptions(source, lake, pace, lease, bounded, discovery, limits),
        compactor,
        writer,
        deadLetters,
        notifications);
  }

  private static StoreOptions store(PropertyReader job, int concurrency, List<String> mistakes) {
    StoreOptions defaults = StoreOptions.DEFAULTS;
    String accessKey = job.getOrNull("s3.access-key", text -> text);
    String secretKey = job.getOrNull("s3.secret-key", text -> text);
    if ((accessKey == null) != (secretKey == null)) {
      mistakes.add(JOB + "/s3.access-key: goes with s3.secret-key; expected both or none");
      return StoreOptions.DEFAULTS;
    }
    return new StoreOptions(
        job.getOrNull("s3.endpoint", text -> text),
        job.getOrNull("s3.region", text -> text),
        accessKey,
        secretKey,
        job.get("s3.path-style", false, PropertyReader::bool),
        concurrency,
        job.get("fetch.timeout", defaults.timeout(), JobOptions::positiveDuration),
        defaults
            .retries()
            .bounded(
                job.get(
                    "fetch.attempts", defaults.retries().maxAttempts(), PropertyReader::positive),
                job.get(
                    "fetch.total-timeout",
                    defaults.retries().callTimeout(),
                    JobOptions::positiveDuration)));
  }

  private static CompactorOptions compactor(
      PropertyReader job, StorageLocation source, int concurrency) {
    return new CompactorOptions(
        source,
        concurrency,
        job.get(
            "fetch.max-bytes", CompactorOptions.DEFAULT_BYTES_IN_FLIGHT, JobOptions::positiveBytes),
        job.get(
            "fetch.max-bytes-in-all",
            CompactorOptions.DEFAULT_BYTES_IN_ALL,
            JobOptions::positiveBytes),
        job.get("fetch.gone", MissingObjectPolicy.SKIP, JobOptions::gone),
        decodeLimits(job));
  }

  private static DecodeLimits decodeLimits(PropertyReader job) {
    DecodeLimits defaults = DecodeLimits.DEFAULTS;
    return defaults
        .withMaxRecordBytes(
            job.get("record.max-bytes", defaults.maxRecordBytes(), JobOptions::arrayBytes))
        .withMaxDepth(job.get("record.max-depth", defaults.maxDepth(), PropertyReader::positive))
        .withMaxObjectBytes(
            job.get("object.max-bytes", defaults.maxObjectBytes(), JobOptions::arrayBytes));
  }

  /** As much as a Java array can hold, at most. */
  private static int arrayBytes(String text) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE - 16, positiveBytes(text)));
  }

  private static MissingObjectPolicy gone(String text) {
    return switch (text) {
      case "skip" -> MissingObjectPolicy.SKIP;
      case "fail" -> MissingObjectPolicy.FAIL;
      default -> throw new IllegalArgumentException("is '" + text + "'; expected skip or fail");
    };
  }

  /** Where only the shorter time is said, the longer is six times as long. */
  private static PollPace pace(PropertyReader job, List<String> mistakes) {
    Duration least = job.get("poll-interval", Duration.ofSeconds(10), JobOptions::positiveDuration);
    Duration most =
        job.get("poll-interval.max", least.multipliedBy(6), JobOptions::positiveDuration);
    if (most.compareTo(least) < 0) {
      mistakes.add(
          JOB + "/poll-interval.max: is less than poll-interval; expected " + least + " or more");
      return PollPace.between(least, least);
    }
    return PollPace.between(least, most);
  }

  private static DiscoveryOptions discovery(PropertyReader job) {
    DiscoveryOptions defaults = DiscoveryOptions.DEFAULTS;
    return new DiscoveryOptions(
        job.get("discovery.quiet-after", defaults.quietAfter(), Quantities::duration),
        job.get("discovery.disorder", defaults.disorder(), Quantities::duration),
        job.get("discovery.sweep-interval", defaults.sweepInterval(), JobOptions::positiveDuration),
        job.get("discovery.horizon-days", defaults.horizon(), PropertyReader::positive));
  }

  private static PlanLimits limits(PropertyReader job) {
    PlanLimits defaults = PlanLimits.DEFAULTS;
    return new PlanLimits(
        job.get("group.time-budget", defaults.timeBudget(), JobOptions::positiveDuration),
        job.getOrNull("group.max-wait", JobOptions::positiveDuration),
        job.get("day.grace", defaults.dayGrace(), Quantities::duration),
        job.get("group.max-raw-bytes", defaults.maxRawBytes(), Quantities::bytes),
        job.get("group.probe-bytes", defaults.probeBytes(), Quantities::bytes));
  }

  private static WriterOptions writer(PropertyReader job, List<String> mistakes) {
    WriterOptions defaults = WriterOptions.DEFAULTS;
    int level = job.get("parquet.zstd-level", defaults.zstdLevel(), PropertyReader::positive);
    long rowGroup = job.get("parquet.row-group-bytes", defaults.rowGroupBytes(), Quantities::bytes);
    try {
      return new WriterOptions(level, rowGroup);
    } catch (IllegalArgumentException e) {
      mistakes.add(JOB + "/parquet: " + e.getMessage());
      return defaults;
    }
  }

  /** A lake has one job, and a job one lake: that makes a name for its transactions. */
  private static @Nullable DeadLetterOptions deadLetters(
      PropertyReader kafka, @Nullable StorageLocation lake) {
    String servers = kafka.getOrNull("bootstrap.servers", text -> text);
    String topic = kafka.get("dead-letter.topic", "kcompact.dead-letters", text -> text);
    String parkingTopic = kafka.get("parking.topic", "kcompact.parked", text -> text);
    int attempts = kafka.get("max-attempts", 3, PropertyReader::positive);
    DeliveryGuarantee guarantee =
        kafka.get("delivery-guarantee", DeliveryGuarantee.AT_LEAST_ONCE, JobOptions::guarantee);
    String prefix = kafka.get("transactional-id-prefix", "kcompact:" + lake, text -> text);
    Map<String, String> producer = kafka.startingWith("producer.");
    kafka.refuseUnknown();
    return servers == null
        ? null
        : new DeadLetterOptions(
            servers, topic, new RetryLimit(parkingTopic, attempts), guarantee, prefix, producer);
  }

  private static DeliveryGuarantee guarantee(String text) {
    return switch (text) {
      case "at-least-once" -> DeliveryGuarantee.AT_LEAST_ONCE;
      case "exactly-once" -> DeliveryGuarantee.EXACTLY_ONCE;
      default ->
          throw new IllegalArgumentException(
              "is '" + text + "'; expected at-least-once or exactly-once");
    };
  }

  private static long positiveBytes(String text) {
    long bytes = Quantities.bytes(text);
    if (bytes < 1) {
      throw new IllegalArgumentException("is '" + text + "'; expected a positive size");
    }
    return bytes;
  }

  private static Duration positiveDuration(String text) {
    Duration duration = Quantities.duration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("is '" + text + "'; expected a positive duration");
    }
    return duration;
  }
}
