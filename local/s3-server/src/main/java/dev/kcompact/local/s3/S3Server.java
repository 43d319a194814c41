package dev.kcompact.local.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.Server;

/**
 * Serves a directory as S3 on 127.0.0.1, path style, and counts the requests (see {@link
 * RequestCounts}).
 *
 * <p>Arguments: the port, the base directory, and the buckets to provide (kconnect and lake when
 * none is named).
 */
public final class S3Server {
  /** The access key that requests must be signed with. */
  static final String ACCESS_KEY = "local";

  /** The secret key that requests must be signed with. */
  static final String SECRET_KEY = "localsecret";

  private static final List<String> DEFAULT_BUCKETS = List.of("kconnect", "lake");

  private S3Server() {}

  /** Starts the server and returns; its threads keep the JVM up. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      throw new IllegalArgumentException("Usage: S3Server PORT DIRECTORY [BUCKET...]");
    }
    List<String> buckets = List.of(arguments).subList(2, arguments.length);
    int port = Integer.parseInt(arguments[0]);
    start(port, Path.of(arguments[1]), buckets.isEmpty() ? DEFAULT_BUCKETS : buckets);
    System.out.println("S3 server ready on 127.0.0.1:" + port);
  }

  private static void start(int port, Path directory, List<String> buckets) throws Exception {
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
    jetty.setHandler(new CountingHandler(new RequestCounts(), jetty.getHandler()));
    proxy.start();
  }

  private static BlobStore open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", directory.toAbsolutePath().toString());
    return BlobStores.create("filesystem", properties);
  }

  /**
   * The Jetty server below S3Proxy. S3Proxy's own metrics know no user agent and it offers no way
   * in, so its field is read; the version is pinned, and another one that renames the field fails
   * here at the first start.
   */
  private static Server jettyOf(S3Proxy proxy) throws ReflectiveOperationException {
    var field = S3Proxy.class.getDeclaredField("server");
    field.setAccessible(true);
    return (Server) field.get(proxy);
  }
}
