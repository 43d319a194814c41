package dev.kcompact.testbed.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists only complete objects, as S3 does. S3Proxy writes an object into a temporary file whose
 * name ends with a UUID, renames it at the end, and lists both; if the server is killed, the file
 * remains. This store lists no object with such a name, and deletes those that exist when the
 * server starts. Called by Jetty's threads.
 */
final class CompleteObjects extends ForwardingBlobStore {
  private static final Pattern UNFINISHED =
      Pattern.compile(".+-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", Pattern.DOTALL);

  /** Prefix of S3Proxy's records of multipart uploads, which remain after them. */
  private static final String OWN = ".";

  private CompleteObjects(BlobStore store) {
    super(store);
  }

  /** Deletes incomplete objects of an earlier server; the store must not have had any request. */
  static CompleteObjects of(BlobStore store, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(OWN) && isUnfinished(name)) {
          Files.delete(file);
        }
      }
    }
    return new CompleteObjects(store);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response page = super.list(request);
    return page.toBuilder().contents(complete(page.contents())).build();
  }

  @Override
  public ListObjectsResponse listV1(ListObjectsRequest request) {
    ListObjectsResponse page = super.listV1(request);
    return page.toBuilder().contents(complete(page.contents())).build();
  }

  private static List<S3Object> complete(List<S3Object> objects) {
    return objects.stream().filter(object -> !isUnfinished(object.key())).toList();
  }

  private static boolean isUnfinished(String name) {
    return UNFINISHED.matcher(name).matches();
  }
}
