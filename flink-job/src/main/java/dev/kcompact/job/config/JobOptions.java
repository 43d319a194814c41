package dev.kcompact.job.config;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.Quantities;
import dev.kcompact.job.compact.CompactorOptions;
import dev.kcompact.job.compact.CompactorOptions.MissingObjectPolicy;
import dev.kcompact.job.deadletter.DeadLetterOptions;
import dev.kcompact.job.decode.DecodeLimits;
import dev.kcompact.job.discovery.DiscoveryOptions;
import dev.kcompact.job.discovery.IntakeLimits;
import dev.kcompact.job.discovery.PollInterval;
import dev.kcompact.job.notify.NotificationOptions;
import dev.kcompact.job.plan.PlanLimits;
import dev.kcompact.job.source.SourceOptions;
import dev.kcompact.job.store.StoreOptions;
import dev.kcompact.job.store.StoreOptions.FetchClient;
import dev.kcompact.job.write.WriterOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Options of the job's parts.
 *
 * @param tables root of the table definitions
 * @param deadLetters null without Kafka, as in a backfill
 * @param notifications null if objects are discovered by listing only
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
   * @throws IllegalArgumentException with one line for each problem
   */
  public static JobOptions read(RuntimeProperties properties) {
    return read(properties, new TreeSet<>());
  }

  /** Adds all property names to {@code names}, as {@code group/name}. */
  static JobOptions read(RuntimeProperties properties, Set<String> names) {
    List<String> problems = new ArrayList<>();
    PropertyReader job = new PropertyReader(JOB, properties.group(JOB), problems, names);
    StorageLocation source = job.require("source", LOCATION, StorageLocation::parseDirectory);
    StorageLocation lake = job.require("lake", LOCATION, StorageLocation::parseDirectory);
    StorageLocation tables = job.require("tables", LOCATION, StorageLocation::parseDirectory);
    // Only its change has an effect: the service restarts the job, which reads the definitions.
    job.getOrNull("tables.digest", text -> text);
    int concurrency =
        job.get("fetch.concurrency", StoreOptions.DEFAULT_CONCURRENCY, PropertyReader::positive);
    StoreOptions store = store(job, concurrency, problems);
    PollInterval pollInterval = pollInterval(job, problems);
    Duration lease =
        job.get("lease.duration", Duration.ofSeconds(60), PropertyReader::positiveDuration);
    boolean bounded = job.get("bounded", false, PropertyReader::bool);
    DiscoveryOptions discovery = discovery(job);
    PlanLimits limits = limits(job);
    CompactorOptions compactor = compactor(job, source == null ? NOWHERE : source, concurrency);
    WriterOptions writer = writer(job, problems);
    NotificationOptions notifications =
        job.getOrNull("notifications.queue", NotificationOptions::parse);
    if (notifications != null && source != null && !source.isS3()) {
      problems.add(JOB + "/notifications.queue: reports objects on S3 only; source is " + source);
    }
    job.refuseUnknown();
    DeadLetterOptions deadLetters =
        KafkaProperties.read(
            new PropertyReader(KAFKA, properties.group(KAFKA), problems, names), lake);
    if (!problems.isEmpty() || source == null || lake == null || tables == null) {
      throw new IllegalArgumentException(
          "The runtime properties are invalid:\n  " + String.join("\n  ", problems));
    }
    return new JobOptions(
        tables,
        store,
        new SourceOptions(source, lake, pollInterval, lease, bounded, discovery, limits),
        compactor,
        writer,
        deadLetters,
        notifications);
  }

  private static StoreOptions store(PropertyReader job, int concurrency, List<String> problems) {
    StoreOptions defaults = StoreOptions.DEFAULTS;
    String accessKey = job.getOrNull("s3.access-key", text -> text);
    String secretKey = job.getOrNull("s3.secret-key", text -> text);
    if ((accessKey == null) != (secretKey == null)) {
      problems.add(JOB + "/s3.access-key: goes with s3.secret-key; expected both or none");
      return StoreOptions.DEFAULTS;
    }
    return new StoreOptions(
        job.getOrNull("s3.endpoint", text -> text),
        job.getOrNull("s3.region", text -> text),
        accessKey,
        secretKey,
        job.get("s3.path-style", false, PropertyReader::bool),
        concurrency,
        job.get("fetch.timeout", defaults.timeout(), PropertyReader::positiveDuration),
        defaults
            .retries()
            .bounded(
                job.get(
                    "fetch.attempts", defaults.retries().maxAttempts(), PropertyReader::positive),
                job.get(
                    "fetch.total-timeout",
                    defaults.retries().callTimeout(),
                    PropertyReader::positiveDuration)),
        job.get("fetch.client", defaults.fetchClient(), JobOptions::fetchClient));
  }

  private static FetchClient fetchClient(String text) {
    return switch (text) {
      case "direct" -> FetchClient.DIRECT;
      case "sdk" -> FetchClient.SDK;
      default -> throw new IllegalArgumentException("is '" + text + "'; expected direct or sdk");
    };
  }

  private static CompactorOptions compactor(
      PropertyReader job, StorageLocation source, int concurrency) {
    return new CompactorOptions(
        source,
        concurrency,
        job.get(
            "fetch.max-bytes",
            CompactorOptions.DEFAULT_BYTES_IN_FLIGHT,
            PropertyReader::positiveBytes),
        job.get(
            "fetch.max-bytes-in-all",
            CompactorOptions.DEFAULT_BYTES_IN_ALL,
            PropertyReader::positiveBytes),
        job.get("fetch.gone", MissingObjectPolicy.SKIP, JobOptions::missingObjects),
        decodeLimits(job));
  }

  private static DecodeLimits decodeLimits(PropertyReader job) {
    DecodeLimits defaults = DecodeLimits.DEFAULTS;
    return defaults
        .withMaxRecordBytes(
            job.get("record.max-bytes", defaults.maxRecordBytes(), PropertyReader::arrayBytes))
        .withMaxDepth(job.get("record.max-depth", defaults.maxDepth(), PropertyReader::positive))
        .withMaxObjectBytes(
            job.get("object.max-bytes", defaults.maxObjectBytes(), PropertyReader::arrayBytes));
  }

  private static MissingObjectPolicy missingObjects(String text) {
    return switch (text) {
      case "skip" -> MissingObjectPolicy.SKIP;
      case "fail" -> MissingObjectPolicy.FAIL;
      default -> throw new IllegalArgumentException("is '" + text + "'; expected skip or fail");
    };
  }

  private static PollInterval pollInterval(PropertyReader job, List<String> problems) {
    Duration min =
        job.get("poll-interval", Duration.ofSeconds(30), PropertyReader::positiveDuration);
    Duration max =
        job.get("poll-interval.max", min.multipliedBy(6), PropertyReader::positiveDuration);
    if (max.compareTo(min) < 0) {
      problems.add(
          JOB + "/poll-interval.max: is less than poll-interval; expected " + min + " or more");
      return PollInterval.between(min, min);
    }
    return PollInterval.between(min, max);
  }

  private static DiscoveryOptions discovery(PropertyReader job) {
    DiscoveryOptions defaults = DiscoveryOptions.DEFAULTS;
    return new DiscoveryOptions(
        job.get("discovery.quiet-after", defaults.idleAfter(), Quantities::duration),
        job.get("discovery.disorder", defaults.disorder(), Quantities::duration),
        job.get(
            "discovery.sweep-interval",
            defaults.fullScanInterval(),
            PropertyReader::positiveDuration),
        job.get("discovery.horizon-days", defaults.horizonDays(), PropertyReader::positive),
        intake(job, defaults.intake()));
  }

  private static IntakeLimits intake(PropertyReader job, IntakeLimits defaults) {
    return new IntakeLimits(
        job.get(
            "discovery.max-pending-objects", defaults.maxObjects(), JobOptions::maxPendingObjects),
        job.get("discovery.max-pending-bytes", defaults.maxBytes(), PropertyReader::positiveBytes));
  }

  private static long maxPendingObjects(String text) {
    long objects = PropertyReader.positive(text);
    if (objects < IntakeLimits.MIN_OBJECTS) {
      throw new IllegalArgumentException(
          "is '" + text + "'; expected " + IntakeLimits.MIN_OBJECTS + " or more");
    }
    return objects;
  }

  private static PlanLimits limits(PropertyReader job) {
    PlanLimits defaults = PlanLimits.DEFAULTS;
    return new PlanLimits(
        job.get("group.time-budget", defaults.timeBudget(), PropertyReader::positiveDuration),
        job.getOrNull("group.max-wait", PropertyReader::positiveDuration),
        job.get("day.grace", defaults.dayGrace(), Quantities::duration),
        job.get("group.max-raw-bytes", defaults.maxRawBytes(), Quantities::bytes),
        job.get("group.probe-bytes", defaults.probeBytes(), Quantities::bytes));
  }

  private static WriterOptions writer(PropertyReader job, List<String> problems) {
    WriterOptions defaults = WriterOptions.DEFAULTS;
    int level = job.get("parquet.zstd-level", defaults.zstdLevel(), PropertyReader::positive);
    long rowGroup = job.get("parquet.row-group-bytes", defaults.rowGroupBytes(), Quantities::bytes);
    try {
      return new WriterOptions(level, rowGroup);
    } catch (IllegalArgumentException e) {
      problems.add(JOB + "/parquet: " + e.getMessage());
      return defaults;
    }
  }
}
