package dev.kcompact.testbed.faults;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What deaths leave in a lake beside its files.
 *
 * @param openUploads that were begun and neither completed nor aborted, by key
 * @param others objects that are neither a compacted file nor the job's own, by key
 */
record Leftovers(List<String> openUploads, List<String> others) {
  private static final Pattern KNOWN =
      Pattern.compile("compacted/[^/]+/dt=[^/]+/part-[^/]+\\.parquet|_kcompact/.+");

  Leftovers {
    openUploads = List.copyOf(openUploads);
    others = List.copyOf(others);
  }

  /**
   * Looks now.
   *
   * @param prefix of the lake, ends with a slash
   */
  static Leftovers in(S3Client s3, String bucket, String prefix) {
    List<String> uploads =
        s3.listMultipartUploadsPaginator(request -> request.bucket(bucket)).uploads().stream()
            .map(MultipartUpload::key)
            .filter(key -> key.startsWith(prefix))
            .toList();
    List<String> others =
        s3
            .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
            .contents()
            .stream()
            .map(S3Object::key)
            .filter(key -> !KNOWN.matcher(key.substring(prefix.length())).matches())
            .toList();
    return new Leftovers(uploads, others);
  }
}
