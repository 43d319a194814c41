package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A lake in a bucket. Does not close the client. */
public final class S3LakeFiles implements LakeFiles {
  private final S3Client s3;
  private final String bucket;
  private final String root;

  /**
   * @param root prefix of the lake in the bucket: empty, or ending with a slash
   */
  public S3LakeFiles(S3Client s3, String bucket, String root) {
    this.s3 = requireNonNull(s3, "s3 is null");
    this.bucket = requireNonNull(bucket, "bucket is null");
    this.root = requireNonNull(root, "root is null");
    if (!root.isEmpty() && !root.endsWith("/")) {
      throw new IllegalArgumentException("root does not end with a slash: " + root);
    }
  }

  @Override
  public List<StoredFile> list(String prefix) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    try {
      for (S3Object object :
          s3.listObjectsV2Paginator(
                  request ->
                      request.bucket(bucket).prefix(root + prefix).encodingType(EncodingType.URL))
              .contents()) {
        found.add(new StoredFile(object.key().substring(root.length()), object.size()));
      }
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException("Failed to list the lake's files: " + uri(prefix), e);
    }
    return found;
  }

  @Override
  public void download(String key, Path target) throws IOException {
    try {
      s3.getObject(request -> request.bucket(bucket).key(root + key), target);
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException("Failed to read the lake's file: " + uri(key), e);
    }
  }

  @Override
  public String uri(String key) {
    return "s3://" + bucket + '/' + root + key;
  }
}
