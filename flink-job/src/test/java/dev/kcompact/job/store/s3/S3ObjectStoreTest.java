package dev.kcompact.job.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectDeletedException;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStore.FetchedObject;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.RetryOptions;
import dev.kcompact.job.store.StoreOptions.FetchClient;
import dev.kcompact.job.store.UnreadableObjectException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a faulty server over real connections. */
@Timeout(60)
class S3ObjectStoreTest {
  private static final String KEY = "topics/a/a+0+0000000000.json";
  private static final String PATH = "/raw/" + KEY;
  private static final Duration SOON = Duration.ofMillis(1);
  private static final RetryOptions IMMEDIATE =
      new RetryOptions(4, SOON, SOON, SOON, Duration.ofSeconds(20));
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /** With delays, because a broken connection may be reused before the client detects it. */
  private static final RetryOptions DELAYED =
      new RetryOptions(
          10,
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          Duration.ofMillis(500),
          Duration.ofSeconds(50));

  private final FaultyS3 server = new FaultyS3().put(PATH, "{\"id\":1}\n");
  private final Counts counts = new Counts();
  private final List<ObjectStore> opened = new ArrayList<>();

  /** Counts requests by kind. */
  private static final class Counts implements RequestCounter {
    private final Map<Kind, Integer> first = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> retries = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> throttled = new EnumMap<>(Kind.class);

    @Override
    public synchronized void count(Kind kind) {
      first.merge(kind, 1, Integer::sum);
    }

    @Override
    public synchronized void retried(Kind kind) {
      retries.merge(kind, 1, Integer::sum);
    }

    @Override
    public synchronized void throttled(Kind kind) {
      throttled.merge(kind, 1, Integer::sum);
    }
  }

  @AfterEach
  void close() throws IOException {
    opened.forEach(ObjectStore::close);
    server.close();
  }

  private ObjectStore store(RetryOptions retries, Duration timeout) {
    ObjectStore store =
        ObjectStores.of(server.client(retries, timeout))
            .open(StorageLocation.parseDirectory("s3://raw/"), counts);
    opened.add(store);
    return store;
  }

  /** Servers may encode the keys of a listing; S3 does so on request. */
  @ParameterizedTest
  @CsvSource({"x y%2F100%.json,", "x+y%252F100%25.json,<EncodingType>url</EncodingType>"})
  void namesAreTakenLiterally(String listed, @Nullable String encoding) throws Exception {
    String prefix = "a b/100%/%20/";
    String key = "x y%2F100%.json";
    server.put("/raw/" + prefix + key, "{}");
    String shownPrefix = encoding == null ? prefix : "a+b/100%25/%2520/";
    String more = encoding == null ? "" : encoding;
    server.fault(
        "/raw", 1, FaultyS3.response(page(false, more + entry(shownPrefix + listed)), "e"));
    StorageLocation root = StorageLocation.parse("s3://raw/" + prefix);
    ObjectStore store = ObjectStores.of(server.client(IMMEDIATE, TEN_SECONDS)).open(root, counts);
    opened.add(store);

    assertThat(store.list("", null).objects()).extracting(ListedObject::key).containsExactly(key);
    assertThat(server.requests().get(0).query()).contains("prefix=" + prefix);
    assertThat(ObjectStore.await(store.fetch(key)).content()).hasSize(2);
    assertThat(server.requests().get(1).path()).isEqualTo("/raw/" + prefix + key);
    assertThatThrownBy(() -> ObjectStore.await(store.fetch("no ne%")))
        .isInstanceOf(ObjectDeletedException.class)
        .hasMessage("Object does not exist: s3://raw/a b/100%/%20/no ne%");
  }

  private FetchedObject fetch() throws IOException {
    return ObjectStore.await(store(IMMEDIATE, TEN_SECONDS).fetch(KEY));
  }

  /** S3 refuses one object, or every request of the client. */
  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, true",
    "403, InvalidObjectState, true",
    "400, InvalidRequest, true",
    "400, KMS.DisabledException, true",
    "405, MethodNotAllowed, true",
    "403, SignatureDoesNotMatch, false",
    "403, RequestTimeTooSkewed, false",
    "400, ExpiredToken, false",
    "403, '', false",
    "404, NoSuchBucket, false",
    "500, InternalError, false"
  })
  void aRefusedObjectIsDistinguishedFromARefusedClient(int status, String code, boolean ofObject)
      throws Exception {
    server.fault(PATH, 9, FaultyS3.error(status, code));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3://raw/" + KEY)
        .satisfies(e -> assertThat(e instanceof UnreadableObjectException).isEqualTo(ofObject));
  }

  @Test
  void anObjectHasTheEntityTagOfItsContent() throws Exception {
    FetchedObject object = fetch();
    assertThat(new String(object.content(), UTF_8)).isEqualTo("{\"id\":1}\n");
    assertThat(object.etag()).isEqualTo(FaultyS3.ETAG);
    assertThat(server.requests()).extracting(FaultyS3.Request::method).containsExactly("GET");
    assertThat(counts.first).containsExactly(Map.entry(RequestCounter.Kind.GET, 1));
    assertThat(counts.retries).isEmpty();
  }

  /** The switch for what the direct client does not cover. */
  @Test
  void theSdksClientReadsTheSameAndReportsFailuresInTheSameWay() throws Exception {
    ObjectStore store =
        ObjectStores.of(server.client(IMMEDIATE, TEN_SECONDS).withFetchClient(FetchClient.SDK))
            .open(StorageLocation.parseDirectory("s3://raw/"), counts);
    opened.add(store);
    server.fault(PATH, 2, FaultyS3.error(503, "SlowDown"));

    FetchedObject object = ObjectStore.await(store.fetch(KEY));

    assertThat(new String(object.content(), UTF_8)).isEqualTo("{\"id\":1}\n");
    assertThat(object.etag()).isEqualTo(FaultyS3.ETAG);
    assertThat(counts.first).containsEntry(RequestCounter.Kind.GET, 1);
    assertThat(counts.retries).containsEntry(RequestCounter.Kind.GET, 2);
    server.fault(PATH, 9, FaultyS3.error(403, "AccessDenied"));
    assertThatThrownBy(() -> ObjectStore.await(store.fetch(KEY)))
        .hasMessageStartingWith("Failed to read object: s3://raw/" + KEY)
        .hasMessageContaining("grant the job's role s3:GetObject")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> ObjectStore.await(store.fetch("none")))
        .isInstanceOf(ObjectDeletedException.class);
  }

  @Test
  void temporaryErrorsAreRetriedAndCounted() throws Exception {
    server
        .fault(PATH, 2, FaultyS3.error(503, "SlowDown"))
        .fault(PATH, 1, FaultyS3.error(500, "InternalError"));
    assertThat(fetch().content()).hasSize(9);
    assertThat(server.requests()).hasSize(4);
    assertThat(counts.first).containsExactly(Map.entry(RequestCounter.Kind.GET, 1));
    assertThat(counts.retries).containsExactly(Map.entry(RequestCounter.Kind.GET, 3));
    assertThat(counts.throttled).containsExactly(Map.entry(RequestCounter.Kind.GET, 2));
  }

  /** S3 may send a page of folder markers only, or an empty page. */
  @Test
  void aPageWithoutObjectsIsNotTheEnd() throws Exception {
    server
        .fault("/raw", 1, page("<Contents><Key>topics/a/</Key><Size>0</Size></Contents>", true))
        .fault("/raw", 1, page("", true))
        .fault(
            "/raw",
            1,
            page(
                "<Contents><Key>topics/a/x"
                    + " y&lt;.json</Key><Size>3</Size><LastModified>2026-11-22T10:00:00Z</LastModified></Contents>",
                false));

    Listing listing = store(DELAYED, TEN_SECONDS).list("topics/a/", null);

    assertThat(listing.objects())
        .extracting(ListedObject::key)
        .containsExactly("topics/a/x y<.json");
    assertThat(listing.more()).isFalse();
    assertThat(counts.first).containsExactly(Map.entry(RequestCounter.Kind.LIST, 3));
  }

  private static FaultyS3.Fault page(String contents, boolean more) {
    String body =
        "<?xml version=\"1.0\"?><ListBucketResult>"
            + contents
            + "<IsTruncated>"
            + more
            + "</IsTruncated>"
            + (more ? "<NextContinuationToken>next</NextContinuationToken>" : "")
            + "</ListBucketResult>";
    return FaultyS3.truncated(body, body.length());
  }

  @Test
  void aResetConnectionIsReplaced() throws Exception {
    server.fault(PATH, 1, FaultyS3.reset());
    ObjectStore store = store(DELAYED, TEN_SECONDS);
    assertThat(ObjectStore.await(store.fetch(KEY)).content()).hasSize(9);
    assertThat(counts.retries.get(RequestCounter.Kind.GET)).isPositive();
  }

  @Test
  void aTruncatedBodyIsNoObject() throws Exception {
    server.fault(PATH, 1, FaultyS3.truncated("{\"id\"", 9));
    ObjectStore store = store(DELAYED, TEN_SECONDS);
    assertThat(ObjectStore.await(store.fetch(KEY)).content()).hasSize(9);
    assertThat(counts.retries.get(RequestCounter.Kind.GET)).isPositive();
    server.fault(PATH, 99, FaultyS3.truncated("{\"id\"", 9));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Failed to read object: s3://raw/" + KEY);
  }

  @Test
  void aResponseThatNeverArrivesTimesOut() throws Exception {
    server.fault(PATH, 1, FaultyS3.stall());
    ObjectStore store = store(DELAYED, Duration.ofSeconds(1));
    assertThat(ObjectStore.await(store.fetch(KEY)).content()).hasSize(9);
    assertThat(counts.retries.get(RequestCounter.Kind.GET)).isPositive();
  }

  @Test
  void attemptsAndTimeAreBounded() {
    server.fault(PATH, 99, FaultyS3.error(503, "SlowDown"));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Failed to read object: s3://raw/" + KEY);
    assertThat(server.requests()).hasSize(IMMEDIATE.maxAttempts());
    ObjectStore hasty =
        store(new RetryOptions(1_000, SOON, SOON, SOON, Duration.ofMillis(300)), TEN_SECONDS);
    server.fault(PATH, 2_000, FaultyS3.stall());
    assertThatThrownBy(() -> ObjectStore.await(hasty.fetch(KEY)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Failed to read object: s3://raw/" + KEY);
  }

  @Test
  void retryAfterIsHonoured() throws Exception {
    server.fault(PATH, 1, FaultyS3.error(503, "SlowDown", "Retry-After", "1"));
    fetch();
    long waited = server.requests().get(1).nanos() - server.requests().get(0).nanos();
    assertThat(Duration.ofNanos(waited)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  /** With the SDK's circuit breaker on, most of these calls fail without a second attempt. */
  @Test
  void aBurstOfThrottlingFailsNoCall() throws Exception {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      String key = "burst/" + i;
      keys.add(key);
      server.put("/raw/" + key, "x").fault("/raw/" + key, 3, FaultyS3.error(503, "SlowDown"));
    }
    ObjectStore store = store(IMMEDIATE, TEN_SECONDS);
    List<CompletableFuture<FetchedObject>> fetches = keys.stream().map(store::fetch).toList();
    for (CompletableFuture<FetchedObject> fetch : fetches) {
      assertThat(ObjectStore.await(fetch).content()).hasSize(1);
    }
    assertThat(counts.retries).containsExactly(Map.entry(RequestCounter.Kind.GET, 3 * 128));
  }

  @Test
  void onlyNoSuchKeyIsADeletedObject() {
    assertThatThrownBy(() -> ObjectStore.await(store(IMMEDIATE, TEN_SECONDS).fetch("none")))
        .isInstanceOf(ObjectDeletedException.class)
        .hasMessage("Object does not exist: s3://raw/none");
    server
        .fault(PATH, 1, FaultyS3.error(404, "NoSuchBucket"))
        .fault(PATH, 1, FaultyS3.error(404, ""));
    assertThatThrownBy(this::fetch)
        .isExactlyInstanceOf(IOException.class)
        .hasMessageStartingWith("Failed to read object: s3://raw/" + KEY);
    assertThatThrownBy(this::fetch).as("another 404").isExactlyInstanceOf(IOException.class);
    assertThat(server.requests()).as("no retry").hasSize(3);
  }

  @Test
  void aForbiddenRequestNamesTheRemedy() {
    server
        .fault(PATH, 1, FaultyS3.error(403, "AccessDenied"))
        .fault(PATH, 1, FaultyS3.error(403, "InvalidObjectState"));
    assertThatThrownBy(this::fetch)
        .hasMessageStartingWith("Failed to read object: s3://raw/" + KEY)
        .hasMessageContaining("grant the job's role s3:GetObject and s3:ListBucket on bucket raw")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(this::fetch).hasMessageContaining("restore the object from its archive");
    assertThat(server.requests()).as("no retry").hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "301 | PermanentRedirect            | in another region, set s3.region",
        "307 | TemporaryRedirect            | in another region, set s3.region",
        "400 | AuthorizationHeaderMalformed | in another region, set s3.region",
        "400 | InvalidRequest               | access points and objects with a customer's own key",
        "403 | AccessDenied                 | a requester-pays bucket is not supported"
      })
  void anAnswerThatIsNoTransientFaultNamesWhatToChange(int status, String code, String advice) {
    server.fault(PATH, 9, FaultyS3.error(status, code));

    assertThatThrownBy(this::fetch)
        .hasMessageStartingWith("Failed to read object: s3://raw/" + KEY)
        .hasMessageContaining(advice)
        .hasMessageNotContaining("\n");
    assertThat(server.requests()).as("no retry").hasSize(1);
  }

  @Test
  void cancellingEndsTheRequestAndClosingDoesNotWaitForIt() throws Exception {
    server.fault(PATH, 2, FaultyS3.stall());
    ObjectStore store = store(IMMEDIATE, TEN_SECONDS);
    CompletableFuture<FetchedObject> fetch = store.fetch(KEY);
    CompletableFuture<FetchedObject> other = store.fetch(KEY);
    fetch.cancel(true);
    assertThatThrownBy(fetch::join).isInstanceOf(CancellationException.class);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
    closing.get(1, TimeUnit.SECONDS);
    assertThatThrownBy(() -> other.get(1, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
  }

  private static final String GOOD = "{\"id\":1}\n";
  private static final String WRONG = "{\"id\":3}\n";

  /** Entity tag of {@link #GOOD} after a PUT. */
  private static final String MD5 = "0390b9c2b5c00b92c777809268f9127e";

  /** Entity tag of {@link #GOOD} after a multipart upload of one part. */
  private static final String MD5_OF_ONE_PART = "826495b8944339cb2f23a594aa4d6b89-1";

  @ParameterizedTest
  @ValueSource(strings = {MD5, MD5_OF_ONE_PART})
  void aBodyThatItsEntityTagContradictsIsRequestedAgain(String etag) throws Exception {
    server.fault(PATH, 1, FaultyS3.response(WRONG, etag));
    server.fault(PATH, 1, FaultyS3.response(GOOD, etag));

    assertThat(fetch().content()).isEqualTo(GOOD.getBytes(UTF_8));
    assertThat(counts.retries).containsEntry(RequestCounter.Kind.GET, 1);
  }

  @Test
  void theSameBodyTwiceIsAcceptedBecauseTheTagIsNoChecksum() throws Exception {
    server.fault(PATH, 4, FaultyS3.response(WRONG, MD5));
    ObjectStore store = store(IMMEDIATE, TEN_SECONDS);

    assertThat(ObjectStore.await(store.fetch(KEY)).content()).isEqualTo(WRONG.getBytes(UTF_8));
    assertThat(ObjectStore.await(store.fetch(KEY)).content()).isEqualTo(WRONG.getBytes(UTF_8));
    assertThat(server.requests()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-server-side-encryption, aws:kms",
    "x-amz-server-side-encryption-customer-algorithm, AES256"
  })
  void aTagOfAnEncryptedObjectIsNotChecked(String header, String value) throws Exception {
    server.fault(PATH, 1, FaultyS3.response(WRONG, MD5, header, value));

    assertThat(fetch().content()).isEqualTo(WRONG.getBytes(UTF_8));
    assertThat(server.requests()).hasSize(1);
  }

  /** S3 sends such a page if it starts with a thousand folder markers. */
  @Test
  void aPageWithoutKeysIsSkipped() throws Exception {
    String next = "<NextContinuationToken>behind</NextContinuationToken>";
    server.fault("/raw", 1, FaultyS3.response(page(true, next + entry("topics/a/")), "e"));
    server.fault("/raw", 1, FaultyS3.response(page(false, entry(KEY)), "e"));

    Listing listing = store(IMMEDIATE, TEN_SECONDS).list("topics/", null);

    assertThat(listing.objects()).extracting(ListedObject::key).containsExactly(KEY);
    assertThat(listing.more()).isFalse();
    assertThat(counts.first).containsEntry(RequestCounter.Kind.LIST, 2);
  }

  private static String page(boolean truncated, String more) {
    return "<ListBucketResult><IsTruncated>"
        + truncated
        + "</IsTruncated>"
        + more
        + "</ListBucketResult>";
  }

  private static String entry(String key) {
    return "<Contents><Key>"
        + key
        + "</Key><LastModified>2026-11-23T00:00:00Z</LastModified>"
        + "<ETag>e</ETag><Size>9</Size></Contents>";
  }
}
