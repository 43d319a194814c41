package dev.kcompact.job.store;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of the S3 client. On AWS everything but the limits comes from the environment.
 *
 * @param endpoint URL of a local server; null for AWS
 * @param region null for that of the environment
 * @param accessKey null for the credentials of the environment
 * @param secretKey null if and only if {@code accessKey} is null
 * @param pathStyle whether the bucket is in the path, as local servers require
 * @param concurrency maximum number of requests in flight
 * @param timeout timeout of one attempt
 * @param fetchClient which client reads objects
 */
public record StoreOptions(
    @Nullable String endpoint,
    @Nullable String region,
    @Nullable String accessKey,
    @Nullable String secretKey,
    boolean pathStyle,
    int concurrency,
    Duration timeout,
    RetryOptions retries,
    FetchClient fetchClient)
    implements Serializable {
  /** How objects are read. */
  public enum FetchClient {
    /** With half the CPU of the SDK's client, in the configured region only. */
    DIRECT,
    /** By the SDK's client, which follows a bucket into its region. */
    SDK
  }

  public static final int DEFAULT_CONCURRENCY = 64;
  public static final StoreOptions DEFAULTS =
      new StoreOptions(
          null,
          null,
          null,
          null,
          false,
          DEFAULT_CONCURRENCY,
          Duration.ofSeconds(30),
          RetryOptions.DEFAULTS);

  /** Options that read objects directly. */
  public StoreOptions(
      @Nullable String endpoint,
      @Nullable String region,
      @Nullable String accessKey,
      @Nullable String secretKey,
      boolean pathStyle,
      int concurrency,
      Duration timeout,
      RetryOptions retries) {
    this(
        endpoint,
        region,
        accessKey,
        secretKey,
        pathStyle,
        concurrency,
        timeout,
        retries,
        FetchClient.DIRECT);
  }

  public StoreOptions {
    requireNonNull(retries, "retries is null");
    requireNonNull(fetchClient, "fetchClient is null");
    checkArgument(
        (accessKey == null) == (secretKey == null),
        "accessKey and secretKey are not given together");
    requirePositive(concurrency, "concurrency");
    requirePositive(timeout, "timeout");
  }

  public StoreOptions withFetchClient(FetchClient client) {
    return new StoreOptions(
        endpoint, region, accessKey, secretKey, pathStyle, concurrency, timeout, retries, client);
  }

  public boolean usesTls() {
    return endpoint == null || !endpoint.startsWith("http:");
  }

  @Override
  public String toString() {
    return ("StoreOptions[endpoint=%s, region=%s, pathStyle=%s, concurrency=%s, timeout=%s,"
            + " retries=%s, fetchClient=%s]")
        .formatted(endpoint, region, pathStyle, concurrency, timeout, retries, fetchClient);
  }
}
