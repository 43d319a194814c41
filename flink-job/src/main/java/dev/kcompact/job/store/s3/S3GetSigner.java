package dev.kcompact.job.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetUrlRequest;

/**
 * Creates signed GET requests for the objects of a bucket by Signature Version 4 with S3's rules:
 * the path is encoded once and not normalized. Uses the client's endpoint, region and credentials.
 * Thread-safe.
 */
final class S3GetSigner {
  private static final String SERVICE = "s3";
  private static final String ANY_KEY = "k";

  private final SdkHttpRequest bucket;
  private final Region region;
  private final String userAgent;
  private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  S3GetSigner(S3AsyncClient client, String bucket, String userAgent) {
    String url =
        client
            .utilities()
            .getUrl(GetUrlRequest.builder().bucket(bucket).key(ANY_KEY).build())
            .toString();
    URI directory = URI.create(url.substring(0, url.length() - ANY_KEY.length()));
    this.bucket = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(directory).build();
    this.region = client.serviceClientConfiguration().region();
    this.credentials = client.serviceClientConfiguration().credentialsProvider();
    this.userAgent = userAgent;
  }

  /**
   * Returns a signed request, with credentials that the provider refreshes when due.
   *
   * @param key key in the bucket, not encoded
   * @param range value of the Range header; null for the complete object
   */
  SdkHttpRequest sign(String key, @Nullable String range) {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol(bucket.protocol())
            .host(bucket.host())
            .port(bucket.port())
            .encodedPath(bucket.encodedPath() + encoded(key))
            .putHeader("User-Agent", userAgent);
    if (range != null) {
      request.putHeader("Range", range);
    }
    AwsCredentialsIdentity identity = credentials.resolveIdentity().join();
    return signer
        .sign(
            to ->
                to.identity(identity)
                    .request(request.build())
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false))
        .request();
  }

  /** Encodes the key as a path by RFC 3986 and keeps its slashes. */
  static String encoded(String key) {
    return URLEncoder.encode(key, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%2F", "/");
  }

  enum EmptyBody implements SdkHttpContentPublisher {
    INSTANCE;

    @Override
    public Optional<Long> contentLength() {
      return Optional.of(0L);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              subscriber.onComplete();
            }

            @Override
            public void cancel() {}
          });
    }
  }
}
