package dev.kcompact.testbed.faults;

import static software.amazon.awssdk.services.s3.model.EncodingType.URL;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects that kills leave in a lake.
 *
 * @param openUploads keys of uploads that were neither completed nor aborted
 * @param others keys of objects that are neither compacted files nor the job's documents
 */
record StrayObjects(List<String> openUploads, List<String> others) {
  private static final Pattern KNOWN =
      Pattern.compile("compacted/[^/]+/dt=[^/]+/part-[^/]+\\.parquet|_kcompact/.+");

  StrayObjects {
    openUploads = List.copyOf(openUploads);
    others = List.copyOf(others);
  }

  /**
   * @param prefix prefix of the lake, ends with a slash
   */
  static StrayObjects in(S3Client s3, String bucket, String prefix) {
    List<String> uploads =
        s3
            .listMultipartUploadsPaginator(request -> request.bucket(bucket).encodingType(URL))
            .uploads()
            .stream()
            .map(MultipartUpload::key)
            .filter(key -> key.startsWith(prefix))
            .toList();
    List<String> others =
        s3
            .listObjectsV2Paginator(
                request -> request.bucket(bucket).prefix(prefix).encodingType(URL))
            .contents()
            .stream()
            .map(S3Object::key)
            .filter(key -> !KNOWN.matcher(key.substring(prefix.length())).matches())
            .toList();
    return new StrayObjects(uploads, others);
  }
}
