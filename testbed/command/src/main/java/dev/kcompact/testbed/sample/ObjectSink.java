package dev.kcompact.testbed.sample;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The destination of raw objects. Implementations are thread-safe. */
@FunctionalInterface
public interface ObjectSink {
  /**
   * Writes an object; listings contain it when this method returns.
   *
   * @param key relative to the sink's root
   * @throws IOException naming the object's location
   */
  void put(String key, byte[] content) throws IOException;

  static ObjectSink ofDirectory(Path root) {
    return (key, content) -> {
      Path file = root.resolve(key);
      try {
        Files.createDirectories(requireNonNull(file.getParent(), "key has no directory"));
        Files.write(file, content);
      } catch (IOException e) {
        throw new IOException("Failed to write the sample object: " + file, e);
      }
    };
  }

  /**
   * Returns a sink into a bucket. It does not close the client.
   *
   * @param prefix empty, or ending with a slash
   */
  static ObjectSink ofBucket(S3Client s3, String bucket, String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("prefix does not end with a slash: " + prefix);
    }
    return (key, content) -> {
      try {
        s3.putObject(
            request -> request.bucket(bucket).key(prefix + key), RequestBody.fromBytes(content));
      } catch (SdkException | UncheckedIOException e) {
        // The JDK's HTTP client may throw the latter for a broken connection.
        throw new IOException(
            "Failed to write the sample object: s3://" + bucket + '/' + prefix + key, e);
      }
    };
  }
}
