package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/** Makes the SDK's client as the options want it. */
final class S3ClientFactory {
  /** How access logs tell the job's own requests from those of Flink's S3 plugin. */
  private static final String APPLICATION = "kcompact-job";

  /** Of the requests that the SDK's pipeline does not make; in the SDK's own form. */
  static final String USER_AGENT =
      "aws-sdk-java/" + VersionInfo.SDK_VERSION + " app/" + APPLICATION;

  private S3ClientFactory() {}

  /**
   * @param threads what the requests run on; stays the caller's to end
   */
  static SdkAsyncHttpClient http(StoreOptions options, SdkEventLoopGroup threads) {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(threads)
        .maxConcurrency(options.concurrency())
        .readTimeout(options.timeout())
        // Whoever waits for a connection waits for others' calls.
        .connectionAcquisitionTimeout(options.retries().callTimeout())
        .build();
  }

  /**
   * @param http what the client's requests are sent by; stays the caller's to close
   */
  static S3AsyncClient create(
      StoreOptions options, RequestCounter counter, SdkAsyncHttpClient http) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .httpClient(http)
            .forcePathStyle(options.pathStyle())
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
        .addExecutionInterceptor(new S3Attempts(counter))
        .retryStrategy(new S3RetryStrategy(options.retries(), counter));
  }
}
