package dev.kcompact.testbed.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the server with the options of a benchmark. */
class S3ServerTest {
  private static final int LATENCY_MS = 150;
  private static final String OBJECT = "/kconnect/a%2Bb/o%2B0%2B1.json";

  @TempDir private static Path folder;
  private static URI endpoint = URI.create("");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void start() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    S3Server.main(
        new String[] {
          "--direct-reads=kconnect",
          "--latency=" + LATENCY_MS,
          Integer.toString(port),
          folder.toString()
        });
    endpoint = URI.create("http://127.0.0.1:" + port);
    Files.createDirectories(folder.resolve("kconnect/a+b"));
    Files.writeString(folder.resolve("kconnect/a+b/o+0+1.json"), "{\"a\":1}");
    Files.writeString(folder.resolve("lake/secret"), "s");
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(path)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void anObjectIsReadFromItsFolder() throws Exception {
    HttpResponse<String> full = send("GET", OBJECT);
    assertThat(full.statusCode()).isEqualTo(200);
    assertThat(full.body()).isEqualTo("{\"a\":1}");
    assertThat(full.headers().firstValue("ETag"))
        .as("the MD5 of the content, as a listing says")
        .hasValue("\"bb6cb5c68df4652941caf652a366f2d8\"");

    HttpResponse<String> part = send("GET", OBJECT, "Range", "bytes=1-3");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("\"a\"");
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 1-3/7");

    HttpResponse<String> head = send("HEAD", OBJECT);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("7");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void everythingElseGoesToS3Proxy() throws Exception {
    assertThat(isS3Proxys(send("GET", OBJECT))).isFalse();
    assertThat(isS3Proxys(send("GET", "/lake/secret"))).isTrue();
    assertThat(isS3Proxys(send("GET", "/kconnect/none"))).isTrue();
    assertThat(isS3Proxys(send("GET", "/lake/?list-type=2"))).isTrue();
    assertThat(isS3Proxys(send("GET", "/kconnect/%2e%2e/lake/secret"))).isTrue();
    assertThat(send("DELETE", OBJECT).statusCode()).isEqualTo(403);
  }

  private static boolean isS3Proxys(HttpResponse<String> response) {
    return response.headers().firstValue("x-amz-request-id").isPresent();
  }

  @Test
  void everyRequestWaits() throws Exception {
    long start = System.nanoTime();
    send("GET", OBJECT);
    send("GET", "/lake/secret");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(2 * LATENCY_MS));
  }

  @Test
  void servesTheCounts() throws Exception {
    send("GET", OBJECT, "User-Agent", "counted/1");
    assertThat(send("GET", "/_requests").body()).contains("\"counted\": {\"get\": 1}");
    client.send(
        HttpRequest.newBuilder(endpoint.resolve("/lake/new"))
            .header("User-Agent", "writer/1")
            .PUT(BodyPublishers.ofString("12345"))
            .build(),
        BodyHandlers.ofString());
    assertThat(send("GET", "/_bytes").body()).contains("\"writer\": 5");
  }

  private List<String> all(String element, String xml) {
    return Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
        .matcher(xml)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void aListingIsReadFromTheFolderPageByPage() throws Exception {
    for (String name : List.of("a/1", "a/2", "b&c/3", "b&c/d/4", "e")) {
      Path file = folder.resolve("kconnect/list/" + name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    // A write by any client invalidates the index.
    send("PUT", "/kconnect/list/unsigned");
    String list = "/kconnect?list-type=2&prefix=list/";
    String first = send("GET", list + "&max-keys=3").body();
    assertThat(all("Key", first)).containsExactly("list/a/1", "list/a/2", "list/b&amp;c/3");
    assertThat(all("Size", first)).containsExactly("3", "3", "5");
    assertThat(first).contains("<IsTruncated>true</IsTruncated>");
    String token = all("NextContinuationToken", first).get(0);
    String second = send("GET", list + "&continuation-token=" + token).body();
    assertThat(all("Key", second)).containsExactly("list/b&amp;c/d/4", "list/e");
    assertThat(second).contains("<IsTruncated>false</IsTruncated>");
    assertThat(all("Key", send("GET", list + "&start-after=list/b%26c/3").body()))
        .containsExactly("list/b&amp;c/d/4", "list/e");
    String folders = send("GET", list + "&delimiter=/&encoding-type=url").body();
    assertThat(all("Key", folders)).containsExactly("list/e");
    assertThat(all("Prefix", folders)).containsExactly("list/", "list/a/", "list/b%26c/");
    assertThat(folders).contains("<KeyCount>3</KeyCount>");
  }
}
