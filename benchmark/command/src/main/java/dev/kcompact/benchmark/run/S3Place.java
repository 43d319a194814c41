package dev.kcompact.benchmark.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.stack.AwsClients;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.Memory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The local S3 server of a benchmark. It delays and counts every request, and stores objects in a
 * folder, where the results are read.
 */
public final class S3Place implements AutoCloseable {
  private static final int UPLOADS = 32;
  private static final String COUNTS = "/_requests";

  private final Path folder;
  private final URI endpoint;
  private final ServerProcess server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Numbers of requests; {@code puts} are all writes, including each part of an upload. */
  public record Requests(long gets, long heads, long lists, long puts) {}

  private S3Place(Path folder, URI endpoint, ServerProcess server) {
    this.folder = folder;
    this.endpoint = endpoint;
    this.server = server;
  }

  /**
   * @param latencyMs latency of every request
   */
  public static S3Place start(Checkout checkout, Path folder, int latencyMs)
      throws InterruptedException {
    int port = new FreePorts().next();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    List<String> arguments = new ArrayList<>();
    arguments.add("--direct-reads=" + Endpoints.SOURCE_BUCKET);
    if (latencyMs > 0) {
      arguments.add("--latency=" + latencyMs);
    }
    arguments.addAll(List.of(Integer.toString(port), folder.toString()));
    List<String> command =
        JavaCommand.withHeap(
                checkout.classPath("s3-server"),
                "dev.kcompact.testbed.s3.S3Server",
                Memory.S3_HEAP_MIB)
            .with(arguments);
    Path log = folder.resolveSibling("s3.log");
    return new S3Place(
        folder,
        endpoint,
        ServerProcess.start(
            new ServerCommand("S3 server", command, folder, log, Map.of(), true),
            Readiness.answers(endpoint.resolve(COUNTS)),
            Duration.ofSeconds(60)));
  }

  /** The subjects' access to it. */
  public S3Access access() {
    return new S3Access(endpoint);
  }

  public URI source() {
    return URI.create("s3://" + Endpoints.SOURCE_BUCKET + "/");
  }

  /** The root of a run's files. */
  public URI output(String run) {
    return URI.create("s3://" + Endpoints.LAKE_BUCKET + "/" + run + "/");
  }

  /** The local folder with a run's files. */
  public Path outputFolder(String run) {
    return folder.resolve(Endpoints.LAKE_BUCKET).resolve(run);
  }

  /** Uploads all objects of a sample to the source, one PUT each. */
  public void upload(Sample sample) throws IOException, InterruptedException {
    List<Path> objects;
    try (Stream<Path> files = Files.walk(sample.folder())) {
      objects = files.filter(Files::isRegularFile).toList();
    }
    ExecutorService pool = Executors.newFixedThreadPool(UPLOADS);
    try (S3Client s3 = AwsClients.s3(endpoint)) {
      ObjectSink sink = ObjectSink.ofBucket(s3, Endpoints.SOURCE_BUCKET, "");
      List<Callable<Void>> puts = new ArrayList<>();
      for (Path object : objects) {
        String key = sample.folder().relativize(object).toString();
        puts.add(
            () -> {
              sink.put(key, Files.readAllBytes(object));
              return null;
            });
      }
      for (Future<Void> put : pool.invokeAll(puts)) {
        put.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("Failed to upload the sample: " + endpoint, e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Resets the counts. */
  public void resetRequests() throws IOException, InterruptedException {
    send("DELETE");
  }

  /** The requests of all clients since the last reset. */
  public Requests requests() throws IOException, InterruptedException {
    JsonNode clients = send("GET");
    return new Requests(
        sum(clients, "get"),
        sum(clients, "head"),
        sum(clients, "list"),
        sum(clients, "put")
            + sum(clients, "copy")
            + sum(clients, "create-multipart")
            + sum(clients, "upload-part")
            + sum(clients, "complete-multipart"));
  }

  private static long sum(JsonNode clients, String kind) {
    long sum = 0;
    for (JsonNode client : clients) {
      sum += client.path(kind).asLong();
    }
    return sum;
  }

  private JsonNode send(String method) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(COUNTS))
            .method(method, BodyPublishers.noBody())
            .build();
    return new ObjectMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    server.close();
  }

  /** Access to the local S3 server; the endpoint is null if only the disk is used. */
  public record S3Access(@Nullable URI endpoint) {
    public static final S3Access NONE = new S3Access(null);

    /** The kcompact command's options. */
    List<String> commandOptions() {
      return endpoint == null ? List.of() : List.of("--s3-endpoint", endpoint.toString());
    }

    /** The environment of a peer that uses Flink's S3 plugin. */
    Map<String, String> environment(Checkout checkout) {
      return endpoint == null
          ? Map.of()
          : Map.of(
              "S3_ENDPOINT",
              endpoint.toString(),
              "FLINK_PLUGINS_DIR",
              checkout.installation().flinkPlugins().toString());
    }
  }
}
