package dev.kcompact.job.store.s3;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.StoreOptions;
import dev.kcompact.job.store.StoreOptions.FetchClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects on S3: the SDK's asynchronous client lists and writes them, {@link S3GetClient} or, as an
 * option, the SDK's client reads them.
 */
public final class S3ObjectStore implements ObjectStore {
  /** Precondition failed, conflicting concurrent write, no object to replace. */
  private static final Set<Integer> CONDITION_FAILED = Set.of(412, 409, 404);

  /** Time for cancelled requests to complete. */
  private static final long QUIET_MILLIS = 50;

  private static final long MAX_CLOSE_MILLIS = 500;

  private final StorageLocation root;
  private final RequestCounter counter;
  private final S3Failures failures;
  private final SdkEventLoopGroup threads = SdkEventLoopGroup.builder().build();
  private final SdkAsyncHttpClient http;
  private final S3AsyncClient client;
  private final S3GetClient gets;
  private final FetchClient fetchClient;

  public S3ObjectStore(StorageLocation root, StoreOptions options, RequestCounter counter) {
    this.root = root;
    this.counter = counter;
    this.failures = new S3Failures(root);
    this.http = S3ClientFactory.http(options, threads);
    this.client = S3ClientFactory.create(options, counter, http);
    S3GetSigner signer = new S3GetSigner(client, root.bucket(), S3ClientFactory.USER_AGENT);
    this.fetchClient = options.fetchClient();
    this.gets = new S3GetClient(signer, http, threads.eventLoopGroup(), options, counter);
  }

  @Override
  public StorageLocation root() {
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

  /**
   * Skips pages that are empty or contain only folder markers while more keys follow, so that a
   * caller can continue after the last key.
   */
  private Listing page(String prefix, @Nullable String startAfter, @Nullable String delimiter)
      throws IOException {
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder()
            .bucket(root.bucket())
            .prefix(root.path() + prefix)
            // XML cannot carry every key. The client decodes the response.
            .encodingType(EncodingType.URL);
    if (startAfter != null) {
      request.startAfter(root.path() + startAfter);
    }
    if (delimiter != null) {
      request.delimiter(delimiter);
    }
    Listing page;
    do {
      counter.count(RequestCounter.Kind.LIST);
      ListObjectsV2Response response =
          await(client.listObjectsV2(request.build()), "list objects", prefix);
      page = listing(response);
      request.continuationToken(response.nextContinuationToken());
    } while (page.more()
        && (delimiter == null ? page.objects().isEmpty() : page.directories().isEmpty()));
    return page;
  }

  private Listing listing(ListObjectsV2Response page) {
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
    return get(
        key, null, response -> new FetchedObject(key, unquoted(response.etag()), response.body()));
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    return get(
        key,
        "bytes=" + from + "-" + (from + length - 1),
        response -> {
          if (response.body().length != length) {
            throw new CompletionException(failures.truncated(key, response.body().length, length));
          }
          return response.body();
        });
  }

  /** Cancelling the result ends the request. */
  private <T> CompletableFuture<T> get(
      String key, @Nullable String range, Function<S3Response, T> read) {
    CompletableFuture<S3Response> call =
        fetchClient == FetchClient.DIRECT
            ? gets.get(root.path() + key, range)
            : getWithSdk(root.path() + key, range);
    CompletableFuture<T> result =
        call.handle(
            (response, failure) -> {
              if (failure != null) {
                throw new CompletionException(failures.of(S3Failures.READ, key, failure));
              }
              long received = response.body().length;
              long expected = response.contentLength().orElse(received);
              if (expected != received) {
                throw new CompletionException(failures.truncated(key, received, expected));
              }
              return read.apply(response);
            });
    result.whenComplete(
        (done, failure) -> {
          if (result.isCancelled()) {
            call.cancel(true);
          }
        });
    return result;
  }

  private CompletableFuture<S3Response> getWithSdk(String key, @Nullable String range) {
    counter.count(RequestCounter.Kind.GET);
    CompletableFuture<ResponseBytes<GetObjectResponse>> call =
        client.getObject(
            get -> get.bucket(root.bucket()).key(key).range(range),
            AsyncResponseTransformer.toBytes());
    CompletableFuture<S3Response> result =
        call.thenApply(
            bytes -> new S3Response(bytes.response().sdkHttpResponse(), bytes.asByteArrayUnsafe()));
    result.whenComplete(
        (done, failure) -> {
          if (result.isCancelled()) {
            call.cancel(true);
          }
        });
    return result;
  }

  @Override
  public Optional<String> write(String key, byte[] content, @Nullable String replaces)
      throws IOException {
    counter.count(RequestCounter.Kind.PUT);
    PutObjectRequest.Builder request =
        PutObjectRequest.builder().bucket(root.bucket()).key(root.path() + key);
    if (replaces == null) {
      request.ifNoneMatch("*");
    } else {
      request.ifMatch("\"" + replaces + "\"");
    }
    try {
      PutObjectResponse written =
          await(
              client.putObject(request.build(), AsyncRequestBody.fromBytes(content)),
              "write object",
              key);
      return Optional.of(unquoted(written.eTag()));
    } catch (IOException e) {
      if (e.getCause() instanceof S3Exception failed
          && CONDITION_FAILED.contains(failed.statusCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Ends all requests. The SDK would wait two seconds for more requests, which is too long for a
   * cancelled task, and threads that outlive the task would keep the classes of the job loaded.
   */
  @Override
  public void close() {
    gets.close();
    client.close();
    http.close();
    threads
        .eventLoopGroup()
        .shutdownGracefully(QUIET_MILLIS, MAX_CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(MAX_CLOSE_MILLIS);
  }

  private <T> T await(CompletableFuture<T> call, String verb, String key) throws IOException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw failures.of(verb, key, requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted during a request to " + verb + ": " + root + key, e);
    }
  }

  private String relative(String key) {
    return key.substring(root.path().length());
  }

  private static String unquoted(@Nullable String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}
