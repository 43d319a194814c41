package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects on S3, by the SDK's asynchronous client. */
final class S3ObjectStore implements ObjectStore {
  /** How access logs tell the job's own requests from those of Flink's S3 plugin. */
  private static final String APPLICATION = "kcompact-job";

  private static final int MAX_ATTEMPTS = 8;

  /** Precondition failed; a conflicting write at the same time; nothing there to replace. */
  private static final Set<Integer> REFUSED = Set.of(412, 409, 404);

  private final Root root;
  private final RequestCounter counter;
  private final S3AsyncClient client;

  S3ObjectStore(Root root, StoreOptions options, RequestCounter counter) {
    this.root = root;
    this.counter = counter;
    this.client = client(options);
  }

  private static S3AsyncClient client(StoreOptions options) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(options.concurrency())
                    .connectionAcquisitionTimeout(options.timeout().multipliedBy(MAX_ATTEMPTS)))
            .forcePathStyle(options.pathStyle())
            // The body's length and the ETag are checked; a CRC over small bodies costs CPU.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                config ->
                    config
                        .appId(APPLICATION)
                        .apiCallAttemptTimeout(options.timeout())
                        .retryStrategy(
                            AdaptiveRetryStrategy.builder().maxAttempts(MAX_ATTEMPTS).build()));
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

  @Override
  public Root root() {
    return root;
  }

  @Override
  public Listing list(String prefix, @Nullable String startAfter) throws IOException {
    return page(prefix, startAfter, null);
  }

  @Override
  public Listing listDirectory(String directory, @Nullable String startAfter) throws IOException {
    return page(directory, startAfter, "/");
  }

  private Listing page(String prefix, @Nullable String startAfter, @Nullable String delimiter)
      throws IOException {
    counter.count(RequestCounter.Kind.LIST);
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder().bucket(root.bucket()).prefix(root.prefix() + prefix);
    if (startAfter != null) {
      request.startAfter(root.prefix() + startAfter);
    }
    if (delimiter != null) {
      request.delimiter(delimiter);
    }
    ListObjectsV2Response page =
        await(client.listObjectsV2(request.build()), "list objects", prefix);
    List<ListedObject> objects =
        page.contents().stream()
            .filter(object -> !object.key().endsWith("/"))
            .map(this::listed)
            .toList();
    List<String> directories =
        page.commonPrefixes().stream().map(found -> relative(found.prefix())).toList();
    return new Listing(objects, directories, Boolean.TRUE.equals(page.isTruncated()));
  }

  private ListedObject listed(S3Object object) {
    return new ListedObject(
        relative(object.key()), unquoted(object.eTag()), object.size(), object.lastModified());
  }

  @Override
  public CompletableFuture<FetchedObject> fetch(String key) {
    counter.count(RequestCounter.Kind.GET);
    return client
        .getObject(request(key).build(), AsyncResponseTransformer.toBytes())
        .handle(
            (bytes, failure) -> {
              if (failure != null) {
                throw new CompletionException(failed("read object", key, failure));
              }
              return fetched(key, bytes);
            });
  }

  private static FetchedObject fetched(String key, ResponseBytes<GetObjectResponse> bytes) {
    return new FetchedObject(key, unquoted(bytes.response().eTag()), bytes.asByteArrayUnsafe());
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    counter.count(RequestCounter.Kind.GET);
    GetObjectRequest ranged =
        request(key).range("bytes=" + from + "-" + (from + length - 1)).build();
    return client
        .getObject(ranged, AsyncResponseTransformer.toBytes())
        .handle(
            (bytes, failure) -> {
              if (failure != null) {
                throw new CompletionException(failed("read object", key, failure));
              }
              if (bytes.asByteArrayUnsafe().length != length) {
                throw new CompletionException(endsBefore(key, from + length));
              }
              return bytes.asByteArrayUnsafe();
            });
  }

  private IOException endsBefore(String key, long end) {
    return new IOException(
        "Failed to read object: " + root.locate(key) + " ends before byte " + end);
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces)
      throws IOException {
    counter.count(RequestCounter.Kind.PUT);
    PutObjectRequest.Builder request =
        PutObjectRequest.builder().bucket(root.bucket()).key(root.prefix() + key);
    if (replaces == null) {
      request.ifNoneMatch("*");
    } else {
      request.ifMatch("\"" + replaces + "\"");
    }
    CompletableFuture<PutObjectResponse> call =
        client.putObject(request.build(), AsyncRequestBody.fromBytes(content));
    try {
      return Optional.of(unquoted(call.get().eTag()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof S3Exception refused && REFUSED.contains(refused.statusCode())) {
        return Optional.empty();
      }
      throw failed("write object", key, requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asked to write: " + root.locate(key), e);
    }
  }

  private GetObjectRequest.Builder request(String key) {
    return GetObjectRequest.builder().bucket(root.bucket()).key(root.prefix() + key);
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T await(CompletableFuture<T> call, String verb, String key) throws IOException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw failed(verb, key, requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asked to " + verb + ": " + root.locate(key), e);
    }
  }

  private IOException failed(String verb, String key, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof NoSuchKeyException
        ? new ObjectGoneException(root.locate(key), cause)
        : new IOException(
            "Failed to " + verb + ": " + root.locate(key) + ": " + cause.getMessage(), cause);
  }

  private String relative(String key) {
    return key.substring(root.prefix().length());
  }

  private static String unquoted(@Nullable String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}
