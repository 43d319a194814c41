package dev.kcompact.testbed.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.job.FlinkJobSettings;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import dev.kcompact.testbed.KcompactTool;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.SampleWriter;
import dev.kcompact.testbed.stack.AwsClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Compares the request counts of a backfill on S3 with the server's counts. */
@Tag("full")
class CompactOnS3IT {
  private static final int OBJECTS = 300;
  private static final String JOB = "kcompact-job";
  private static final Path MODULES =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();

  @TempDir private static Path folder;
  private static URI s3 = URI.create("");
  private static ServerProcess server;
  private static SampleDay day;
  private static JsonNode report;

  @BeforeAll
  static void compactOnce() throws Exception {
    int port = new FreePorts().next();
    s3 = URI.create("http://127.0.0.1:" + port);
    List<String> command =
        JavaCommand.withHeap(
                MODULES.resolve("s3-server/target/lib") + "/*",
                "dev.kcompact.testbed.s3.S3Server",
                384)
            .with(List.of(Integer.toString(port), folder.resolve("s3").toString()));
    server =
        ServerProcess.start(
            new ServerCommand("S3", command, folder, folder.resolve("s3.log"), Map.of(), true),
            Readiness.answers(s3.resolve("/_requests")),
            Duration.ofSeconds(60));
    day = SampleDay.of(SampleSpec.of(4, LocalDate.of(2026, 11, 21), OBJECTS, 20));
    try (S3Client client = AwsClients.s3(s3)) {
      new SampleWriter(day, ObjectSink.ofBucket(client, "kconnect", ""), 4, () -> {}).write();
    }
    send("DELETE", "/_requests");
    send("DELETE", "/_bytes");
    Path file = folder.resolve("compact.json");
    int code =
        KcompactTool.run(
            "compact",
            "--source",
            "s3://kconnect/",
            "--lake",
            "s3://lake/",
            "--s3-endpoint",
            s3.toString(),
            "--tables",
            "../../conf",
            "--work",
            folder.resolve("work").toString(),
            "--report",
            file.toString());
    assertThat(code).isZero();
    report = new ObjectMapper().readTree(file.toFile());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(s3.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  /** The server's counts of the job and its sink, by the report's kinds. */
  private static long served(String... kinds) throws Exception {
    JsonNode counts = send("GET", "/_requests");
    return Stream.of(JOB, FlinkJobSettings.SINK_APPLICATION)
        .flatMap(client -> Stream.of(kinds).map(kind -> counts.path(client).path(kind).asLong()))
        .mapToLong(Long::longValue)
        .sum();
  }

  @Test
  void theReportsRequestsAreTheServersCounts() throws Exception {
    JsonNode requests = report.path("requests");
    assertThat(requests.path("get").asLong()).isEqualTo(served("get"));
    assertThat(requests.path("head").asLong()).isEqualTo(served("head"));
    assertThat(requests.path("list").asLong()).isEqualTo(served("list"));
    assertThat(requests.path("put").asLong())
        .isEqualTo(served("put", "copy", "create-multipart", "upload-part", "complete-multipart"));
    assertThat(requests.path("other").asLong())
        .isEqualTo(served("delete", "delete-many", "abort-multipart", "other"));
  }

  @Test
  void everyObjectIsReadOnce() throws Exception {
    assertThat(send("GET", "/_requests").path(JOB).path("get").asInt()).isEqualTo(OBJECTS);
    assertThat(report.path("objects").asInt()).isEqualTo(OBJECTS);
    assertThat(report.path("rows").asLong()).isEqualTo(day.records());
  }

  @Test
  void whatIsWrittenIsWrittenOnce() throws Exception {
    JsonNode bytes = send("GET", "/_bytes");
    long written =
        bytes.path(JOB).asLong() + bytes.path(FlinkJobSettings.SINK_APPLICATION).asLong();
    long committed =
        StreamSupport.stream(report.path("files").spliterator(), false)
            .mapToLong(file -> file.path("bytes").asLong())
            .sum();
    assertThat(committed).isGreaterThan(300_000);
    assertThat(written).isCloseTo(committed, withinPercentage(1));
  }
}
