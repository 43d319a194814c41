package dev.kcompact.finalizer.store;

import dev.kcompact.contract.location.StorageLocation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens stores; all share one S3 client. */
public final class Stores {
  private static final String S3_ENDPOINT = "AWS_ENDPOINT_URL_S3";

  /** Identifies the functions' requests in access logs. */
  private static final String APPLICATION = "kcompact-functions";

  private Stores() {}

  /** Created on first use, so that a function that uses only folders builds no client. */
  private static final class Clients {
    static final S3Client S3 = client();
    static final S3BodyReader BODIES = new S3BodyReader(S3, isPlain());

    private static S3Client client() {
      S3ClientBuilder builder =
          S3Client.builder()
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .overrideConfiguration(configuration -> configuration.appId(APPLICATION));
      // A custom endpoint has no wildcard DNS entry for its buckets.
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

  public static ObjectStore open(StorageLocation location) {
    StorageLocation root = location.asDirectory();
    return root.isS3()
        ? new S3ObjectStore(Clients.S3, Clients.BODIES, root)
        : new FileObjectStore(root.toPath());
  }
}
