package dev.kcompact.job.store.s3;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.StoreOptions;
import dev.kcompact.job.store.StoreOptions.FetchClient;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Creates the SDK's clients. */
final class S3ClientFactory {
  /** Distinguishes the job's requests from those of Flink's S3 plugin in access logs. */
  private static final String APPLICATION = "kcompact-job";

  /** User agent of requests that bypass the SDK's pipeline, in the format of the SDK. */
  static final String USER_AGENT =
      "aws-sdk-java/" + VersionInfo.SDK_VERSION + " app/" + APPLICATION;

  private S3ClientFactory() {}

  /** The caller shuts down {@code threads}, which run the requests. */
  static SdkAsyncHttpClient http(StoreOptions options, SdkEventLoopGroup threads) {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(threads)
        .maxConcurrency(options.concurrency())
        .readTimeout(options.timeout())
        // Calls wait for a connection until other calls end.
        .connectionAcquisitionTimeout(options.retries().callTimeout())
        .build();
  }

  /** The caller closes {@code http}. */
  static S3AsyncClient create(
      StoreOptions options, RequestCounter counter, SdkAsyncHttpClient http) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .httpClient(http)
            .forcePathStyle(options.pathStyle())
            .crossRegionAccessEnabled(options.fetchClient() == FetchClient.SDK)
            // The body's length and the ETag are checked; a CRC over small bodies costs CPU.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(config -> configure(config, options, counter));
    String endpoint = options.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    String region = options.region();
    if (region != null) {
      builder.region(Region.of(region));
    }
    String accessKey = options.accessKey();
    if (accessKey != null) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(accessKey, requireNonNull(options.secretKey()))));
    }
    return builder.build();
  }

  private static void configure(
      ClientOverrideConfiguration.Builder config, StoreOptions options, RequestCounter counter) {
    config
        .appId(APPLICATION)
        .apiCallAttemptTimeout(options.timeout())
        .apiCallTimeout(options.retries().callTimeout())
        .addExecutionInterceptor(new AttemptCounter(counter))
        .retryStrategy(new S3RetryStrategy(options.retries(), counter));
  }

  /** Counts retries and throttled responses; {@link S3GetClient} counts those of its own GETs. */
  private static final class AttemptCounter implements ExecutionInterceptor {
    private static final ExecutionAttribute<Integer> SENT =
        new ExecutionAttribute<>("kcompact.Sent");

    private final RequestCounter counter;

    AttemptCounter(RequestCounter counter) {
      this.counter = counter;
    }

    /** Called for every attempt, in the caller's or an SDK thread. */
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
      Integer sent = call.getAttribute(SENT);
      if (sent != null) {
        counter.retried(kind(context.request()));
      }
      call.putAttribute(SENT, sent == null ? 1 : sent + 1);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes call) {
      if (S3Failures.isThrottled(context.httpResponse())) {
        counter.throttled(kind(context.request()));
      }
    }

    private static RequestCounter.Kind kind(SdkRequest request) {
      if (request instanceof GetObjectRequest) {
        return RequestCounter.Kind.GET;
      }
      return request instanceof PutObjectRequest
          ? RequestCounter.Kind.PUT
          : RequestCounter.Kind.LIST;
    }
  }
}
