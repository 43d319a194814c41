package dev.kcompact.job.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.store.ListedObject;
import dev.kcompact.job.store.Listing;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.store.ObjectStores;
import dev.kcompact.job.store.RequestCounter;
import dev.kcompact.job.store.RetryOptions;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Keys of any characters come out of a listing as they are, through the SDK's parser. */
class ListedKeysTest {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final RetryOptions ONCE =
      new RetryOptions(1, SOON, SOON, SOON, Duration.ofSeconds(20));
  private static final RequestCounter UNCOUNTED =
      new RequestCounter() {
        @Override
        public void count(Kind kind) {}

        @Override
        public void retried(Kind kind) {}

        @Override
        public void throttled(Kind kind) {}
      };

  @Property(tries = 6)
  void aListingReturnsTheKeysExactly(@ForAll("keys") Set<String> keys) throws Exception {
    try (FaultyS3 server = new FaultyS3();
        ObjectStore store =
            ObjectStores.of(server.client(ONCE, Duration.ofSeconds(10)))
                .open(StorageLocation.parseDirectory("s3://raw/"), UNCOUNTED)) {
      String contents = keys.stream().map(ListedKeysTest::entry).collect(Collectors.joining());
      String folders = keys.stream().map(ListedKeysTest::folder).collect(Collectors.joining());
      server.fault("/raw", 1, FaultyS3.response(page(contents), "e"));
      server.fault("/raw", 1, FaultyS3.response(page(folders), "e"));

      Listing listed = store.list("", null);
      Listing level = store.listDirectory("", null);

      assertThat(listed.objects()).extracting(ListedObject::key).containsExactlyElementsOf(keys);
      assertThat(level.directories())
          .containsExactlyElementsOf(keys.stream().map(key -> key + "/").toList());
      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request.query()).contains("encoding-type=url"));
    }
  }

  @Provide
  Arbitrary<Set<String>> keys() {
    List<Character> special =
        List.of(
            '\u0001', '\t', '\n', '\r', '\u001f', ' ', '+', '%', '&', '<', '"', '\u007f', '\u00e9');
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, Arbitraries.of(special)),
            net.jqwik.api.Tuple.of(1, Arbitraries.chars().range('\u0001', '\ud7ff')))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(chars -> chars.stream().map(String::valueOf).collect(Collectors.joining()) + "x")
        .set()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(TreeSet::new);
  }

  /** As S3 encodes: a space is a plus sign. */
  private static String coded(String key) {
    return URLEncoder.encode(key, UTF_8).replace("%2F", "/");
  }

  private static String entry(String key) {
    return "<Contents><Key>"
        + coded(key)
        + "</Key><LastModified>2026-11-23T00:00:00Z</LastModified>"
        + "<ETag>e</ETag><Size>9</Size></Contents>";
  }

  private static String folder(String key) {
    return "<CommonPrefixes><Prefix>" + coded(key + "/") + "</Prefix></CommonPrefixes>";
  }

  private static String page(String more) {
    return "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>"
        + more
        + "</ListBucketResult>";
  }
}
