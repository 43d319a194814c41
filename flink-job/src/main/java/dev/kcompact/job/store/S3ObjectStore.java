package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

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
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects on S3: listed and written by the SDK's asynchronous client, read by {@link S3Gets}. */
final class S3ObjectStore implements ObjectStore {
  /** Precondition failed; a conflicting write at the same time; nothing there to replace. */
  private static final Set<Integer> REFUSED = Set.of(412, 409, 404);

  /** Within it the requests that were given up say so. */
  private static final long QUIET_MILLIS = 50;

  private static final long MOST_MILLIS_TO_CLOSE = 500;

  private final Root root;
  private final RequestCounter counter;
  private final S3Failures failures;
  private final SdkEventLoopGroup threads = SdkEventLoopGroup.builder().build();
  private final SdkAsyncHttpClient http;
  private final S3AsyncClient client;
  private final S3Gets gets;

  S3ObjectStore(Root root, StoreOptions options, RequestCounter counter) {
    this.root = root;
    this.counter = counter;
    this.failures = new S3Failures(root);
    this.http = S3ClientFactory.http(options, threads);
    this.client = S3ClientFactory.create(options, counter, http);
    S3GetSigner signer = new S3GetSigner(client, root.bucket(), S3ClientFactory.USER_AGENT);
    this.gets = new S3Gets(signer, http, threads.eventLoopGroup(), options, counter);
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

  /**
   * Goes on where a page holds nothing but markers of folders, or nothing at all though more
   * follows, so that whoever goes on behind the last key gets anywhere.
   */
  private Listing page(String prefix, @Nullable String startAfter, @Nullable String delimiter)
      throws IOException {
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder().bucket(root.bucket()).prefix(root.prefix() + prefix);
    if (startAfter != null) {
      request.startAfter(root.prefix() + startAfter);
    }
    if (delimiter != null) {
      request.delimiter(delimiter);
    }
    Listing page;
    do {
      counter.count(RequestCounter.Kind.LIST);
      ListObjectsV2Response answer =
          await(client.listObjectsV2(request.build()), "list objects", prefix);
      page = listing(answer);
      request.continuationToken(answer.nextContinuationToken());
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
    return get(key, null, answer -> new FetchedObject(key, unquoted(answer.etag()), answer.body()));
  }

  @Override
  public CompletableFuture<byte[]> read(String key, long from, int length) {
    return get(
        key,
        "bytes=" + from + "-" + (from + length - 1),
        answer -> {
          if (answer.body().length != length) {
            throw new CompletionException(failures.endsEarly(key, answer.body().length, length));
          }
          return answer.body();
        });
  }

  /** Cancelling the result ends the request. */
  private <T> CompletableFuture<T> get(
      String key, @Nullable String range, Function<S3Answer, T> read) {
    CompletableFuture<S3Answer> call = gets.get(root.prefix() + key, range);
    CompletableFuture<T> result =
        call.handle(
            (answer, failure) -> {
              if (failure != null) {
                throw new CompletionException(failures.of("read object", key, failure));
              }
              long came = answer.body().length;
              long promised = answer.length().orElse(came);
              if (promised != came) {
                throw new CompletionException(failures.endsEarly(key, came, promised));
              }
              return read.apply(answer);
            });
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
      throw failures.of("write object", key, requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asked to write: " + root.locate(key), e);
    }
  }

  /**
   * Ends what is under way. The SDK would wait two seconds for more to come, and a task that is
   * cancelled must not; threads that outlive it would keep the job's classes.
   */
  @Override
  public void close() {
    gets.close();
    client.close();
    http.close();
    threads
        .eventLoopGroup()
        .shutdownGracefully(QUIET_MILLIS, MOST_MILLIS_TO_CLOSE, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(MOST_MILLIS_TO_CLOSE);
  }

  private <T> T await(CompletableFuture<T> call, String verb, String key) throws IOException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw failures.of(verb, key, requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asked to " + verb + ": " + root.locate(key), e);
    }
  }

  private String relative(String key) {
    return key.substring(root.prefix().length());
  }

  private static String unquoted(@Nullable String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}
