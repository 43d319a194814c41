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
 * Lists an object when it is whole, as S3 does. S3Proxy writes it into a file beside, whose name
 * ends with a UUID, renames that at the end, and lists both; where the server is killed meanwhile
 * the file stays for good. Hence no object whose name ends so is listed at all, and what is there
 * of them when the server starts is removed. Called by Jetty's threads.
 */
final class CompleteObjects extends ForwardingBlobStore {
  private static final Pattern UNFINISHED =
      Pattern.compile(".+-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", Pattern.DOTALL);

  /** S3Proxy's own notes of uploads of many parts, which outlive it. */
  private static final String OWN = ".";

  private CompleteObjects(BlobStore store) {
    super(store);
  }

  /**
   * Removes what an earlier server did not finish.
   *
   * @param store over the folder, without requests so far
   */
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
    return page.toBuilder().contents(whole(page.contents())).build();
  }

  @Override
  public ListObjectsResponse listV1(ListObjectsRequest request) {
    ListObjectsResponse page = super.listV1(request);
    return page.toBuilder().contents(whole(page.contents())).build();
  }

  private static List<S3Object> whole(List<S3Object> objects) {
    return objects.stream().filter(object -> !isUnfinished(object.key())).toList();
  }

  private static boolean isUnfinished(String name) {
    return UNFINISHED.matcher(name).matches();
  }
}
