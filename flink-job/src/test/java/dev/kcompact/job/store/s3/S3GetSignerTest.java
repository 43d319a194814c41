package dev.kcompact.job.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/** Compares signed requests with those of the SDK's client. */
class S3GetSignerTest {
  private final CompletableFuture<SdkHttpRequest> sent = new CompletableFuture<>();

  /** Records the request and does not respond. */
  private final class RecordingClient implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      sent.complete(request.request());
      return new CompletableFuture<>();
    }

    @Override
    public void close() {}
  }

  private S3AsyncClient client(boolean pathStyle, @Nullable String endpoint) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .httpClient(new RecordingClient())
            .region(Region.EU_WEST_1)
            .forcePathStyle(pathStyle)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create("key", "secret", "session")));
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder.build();
  }

  private SdkHttpRequest sentBySdk(S3AsyncClient client, String key) {
    var unused =
        client.getObject(
            get -> get.bucket("raw").key(key).range("bytes=1-2"),
            AsyncResponseTransformer.toBytes());
    return sent.join();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics/a/partition=0/a+0+0000000000.json",
        "a b/c%2Fd/ü/日本/😀",
        "../..//x/./",
        "quotes'\"`<>&;:@=,!*()~$#?[]{}|^\\",
        "\t\u0001\u007f",
        "/leading"
      })
  void everyKeyIsEncodedAsByTheSdk(String key) {
    try (S3AsyncClient client = client(true, "http://127.0.0.1:9000")) {
      SdkHttpRequest signed = new S3GetSigner(client, "raw", "kcompact").sign(key, "bytes=1-2");
      assertThat(signed.encodedPath()).isEqualTo(sentBySdk(client, key).encodedPath());
    }
  }

  @ParameterizedTest
  @CsvSource({"true,", "false,", "true,http://127.0.0.1:9000", "false,http://127.0.0.1:9000/base"})
  void everyEndpointIsTheClients(boolean pathStyle, @Nullable String endpoint) {
    try (S3AsyncClient client = client(pathStyle, endpoint)) {
      SdkHttpRequest signed = new S3GetSigner(client, "raw", "kcompact").sign("a/b", null);
      SdkHttpRequest expected = sentBySdk(client, "a/b");
      assertThat(signed.getUri()).isEqualTo(expected.getUri());
      assertThat(signed.method()).isEqualTo(expected.method());
    }
  }

  @Test
  void theSignatureIsForS3InTheRegionWithTheSessionsToken() {
    try (S3AsyncClient client = client(false, null)) {
      SdkHttpRequest signed = new S3GetSigner(client, "raw", "kcompact").sign("a", "bytes=1-2");
      SdkHttpRequest expected = sentBySdk(client, "a");
      for (String same : new String[] {"x-amz-content-sha256", "x-amz-security-token", "Range"}) {
        assertThat(signed.firstMatchingHeader(same))
            .as(same)
            .isPresent()
            .isEqualTo(expected.firstMatchingHeader(same));
      }
      assertThat(signed.firstMatchingHeader("Authorization").orElseThrow())
          .startsWith("AWS4-HMAC-SHA256 Credential=key/")
          .contains("/eu-west-1/s3/aws4_request")
          .contains("host;")
          .contains("range;")
          .contains("x-amz-security-token");
      assertThat(signed.firstMatchingHeader("User-Agent")).contains("kcompact");
    }
  }
}
