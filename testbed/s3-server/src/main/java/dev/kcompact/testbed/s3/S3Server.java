package dev.kcompact.testbed.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Serves a directory as S3 on 127.0.0.1, path style, and counts the requests (see {@link
 * RequestCounts}).
 *
 * <p>Arguments: the port, the base directory, and the buckets (default: kconnect and lake). For
 * benchmarks, preceding options: {@code --latency=MS} delays every request, and {@code
 * --direct-reads=BUCKET} serves that bucket's objects with minimal CPU.
 */
public final class S3Server {
  /** The access key for signed requests. */
  static final String ACCESS_KEY = "local";

  static final String SECRET_KEY = "localsecret";

  private static final List<String> DEFAULT_BUCKETS = List.of("kconnect", "lake");

  private S3Server() {}

  /** Starts the server and returns; its threads keep the JVM running. */
  public static void main(String[] arguments) throws Exception {
    List<String> options = Stream.of(arguments).takeWhile(each -> each.startsWith("--")).toList();
    List<String> plain = List.of(arguments).subList(options.size(), arguments.length);
    if (plain.size() < 2) {
      throw new IllegalArgumentException(
          "Usage: S3Server [--latency=MS] [--direct-reads=BUCKET] PORT DIRECTORY [BUCKET...]");
    }
    List<String> buckets = plain.subList(2, plain.size());
    int port = Integer.parseInt(plain.get(0));
    start(port, Path.of(plain.get(1)), buckets.isEmpty() ? DEFAULT_BUCKETS : buckets, options);
    System.out.println("S3 server ready on 127.0.0.1:" + port);
  }

  private static void start(int port, Path directory, List<String> buckets, List<String> options)
      throws Exception {
    BlobStore store = open(directory);
    for (String bucket : buckets) {
      if (!store.containerExists(bucket)) {
        store.createContainer(bucket);
      }
    }
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            .build();
    Server jetty = jettyOf(proxy);
    Handler handler = jetty.getHandler();
    for (String option : options) {
      handler = optional(option, directory, handler);
    }
    jetty.setHandler(new CountingHandler(new RequestCounts(), new WrittenBytes(), handler));
    proxy.start();
  }

  /** A later option handles a request first. */
  private static Handler optional(String option, Path directory, Handler next) {
    String value = option.substring(option.indexOf('=') + 1);
    if (option.startsWith("--latency=")) {
      return new DelayedHandler(Integer.parseInt(value), next);
    }
    if (option.startsWith("--direct-reads=")) {
      Path folder = directory.resolve(value);
      return new DirectListings(value, folder, new DirectReads(value, folder, next));
    }
    throw new IllegalArgumentException("Unknown option: " + option);
  }

  private static BlobStore open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", directory.toAbsolutePath().toString());
    return CompleteObjects.of(BlobStores.create("filesystem", properties), directory);
  }

  /**
   * The Jetty server inside S3Proxy. S3Proxy has no extension point, and its metrics ignore the
   * user agent, so its private field is read. If a new version renames the field, the first start
   * fails here.
   */
  private static Server jettyOf(S3Proxy proxy) throws ReflectiveOperationException {
    var field = S3Proxy.class.getDeclaredField("server");
    field.setAccessible(true);
    return (Server) field.get(proxy);
  }

  /**
   * Delays every request like a network, without blocking a thread, so hundreds can wait at once.
   * Called by Jetty's threads.
   */
  static final class DelayedHandler extends Handler.Wrapper {
    private static final int NOT_FOUND = 404;

    private final int millis;

    DelayedHandler(int millis, @Nullable Handler next) {
      super(next);
      if (millis < 1) {
        throw new IllegalArgumentException("millis is not positive: " + millis);
      }
      this.millis = millis;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      request
          .getComponents()
          .getScheduler()
          .schedule(
              () ->
                  request
                      .getComponents()
                      .getExecutor()
                      .execute(() -> goOn(request, response, callback)),
              millis,
              TimeUnit.MILLISECONDS);
      return true;
    }

    private void goOn(Request request, Response response, Callback callback) {
      try {
        if (!super.handle(request, response, callback)) {
          Response.writeError(request, response, callback, NOT_FOUND);
        }
      } catch (Exception e) {
        Response.writeError(request, response, callback, e);
      }
    }
  }
}
