package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket. Does not own the client. */
public final class S3ObjectSink implements ObjectSink {
  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  /**
   * @param prefix empty, or ending with a slash
   */
  public S3ObjectSink(S3Client s3, String bucket, String prefix) {
    this.s3 = requireNonNull(s3, "s3 is null");
    this.bucket = requireNonNull(bucket, "bucket is null");
    this.prefix = requireNonNull(prefix, "prefix is null");
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("prefix does not end with a slash: " + prefix);
    }
  }

  @Override
  public void put(String key, byte[] content) throws IOException {
    try {
      s3.putObject(
          request -> request.bucket(bucket).key(prefix + key), RequestBody.fromBytes(content));
    } catch (SdkException | UncheckedIOException e) {
      // The JDK's HTTP client lets a broken connection through as the latter.
      throw new IOException(
          "Failed to write the sample object: s3://" + bucket + '/' + prefix + key, e);
    }
  }
}
