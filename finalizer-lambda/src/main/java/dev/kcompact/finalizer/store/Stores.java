package dev.kcompact.finalizer.store;

import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens stores by their URI; one S3 client serves all of them. */
public final class Stores {
  private static final String S3_ENDPOINT = "AWS_ENDPOINT_URL_S3";

  /** How access logs tell the functions' requests from others. */
  private static final String APPLICATION = "kcompact-functions";

  private Stores() {}

  /** Holder, so that a function that only touches folders builds no client. */
  private static final class Clients {
    static final S3Client S3 = client();
    static final S3BodyReader BODIES = new S3BodyReader(S3, isPlain());

    private static S3Client client() {
      S3ClientBuilder builder =
          S3Client.builder()
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .overrideConfiguration(configuration -> configuration.appId(APPLICATION));
      // An own endpoint has no wildcard DNS entry for its buckets.
      if (!endpoint().isEmpty()) {
        builder.forcePathStyle(true);
      }
      return builder.build();
    }

    private static String endpoint() {
      return System.getProperty("aws.endpointUrlS3", System.getenv().getOrDefault(S3_ENDPOINT, ""));
    }

    private static boolean isPlain() {
      return endpoint().startsWith("http:");
    }
  }

  /**
   * The store of a root.
   *
   * @param root {@code s3://bucket/prefix/} or {@code file:///dir/}
   * @throws IllegalArgumentException if {@code root} is neither
   */
  public static ObjectStore open(URI root) {
    return switch (String.valueOf(root.getScheme())) {
      case "file" -> new FileObjectStore(Path.of(root));
      case "s3" ->
          new S3ObjectStore(Clients.S3, Clients.BODIES, root.getAuthority(), prefixOf(root));
      default -> throw new IllegalArgumentException("root is neither s3: nor file: " + root);
    };
  }

  private static String prefixOf(URI root) {
    String path = root.getPath().replaceFirst("^/+", "");
    return path.isEmpty() || path.endsWith("/") ? path : path + "/";
  }
}
