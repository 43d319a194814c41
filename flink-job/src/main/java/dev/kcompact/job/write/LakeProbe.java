package dev.kcompact.job.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes and deletes an object in the lake as the file sink does, through Flink's file system. The
 * file system has other settings and another client than the job's requests, and reports what is
 * wrong with them only when the first file is committed.
 */
public final class LakeProbe {
  /** A permission that was just granted is not known everywhere at once. */
  private static final int ATTEMPTS = 5;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private LakeProbe() {}

  /**
   * @param endpoint null for AWS
   * @param region null for the environment's
   * @throws IllegalStateException with one line if the lake cannot be written in five attempts
   */
  public static void check(StorageLocation lake, @Nullable String endpoint, @Nullable String region)
      throws InterruptedException {
    check(lake, endpoint, region, PAUSE);
  }

  /**
   * @param pause between two attempts
   */
  static void check(
      StorageLocation lake, @Nullable String endpoint, @Nullable String region, Duration pause)
      throws InterruptedException {
    Path probe = new Path(CompactedFileSink.target(lake), "_probe");
    for (int attempt = 1; ; attempt++) {
      try {
        writeAndDelete(probe);
        return;
      } catch (IOException | RuntimeException e) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException(failure(probe, endpoint, region, e), e);
        }
      }
      Thread.sleep(pause.toMillis());
    }
  }

  /** Replaces what a probe has left that could not delete it. */
  private static void writeAndDelete(Path probe) throws IOException {
    FileSystem files = probe.getFileSystem();
    try (FSDataOutputStream out = files.create(probe, WriteMode.OVERWRITE)) {
      out.write("Written and deleted when the job starts.".getBytes(UTF_8));
    }
    files.delete(probe, false);
  }

  private static String failure(
      Path probe, @Nullable String endpoint, @Nullable String region, Exception cause) {
    String text = String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    return ("Failed to write to the lake through Flink's file system: %s: %s (region %s, endpoint"
            + " %s); the job's role needs s3:PutObject, s3:GetObject, s3:DeleteObject and"
            + " s3:AbortMultipartUpload there, s3:ListBucket on the bucket, and the bucket's key")
        .formatted(
            probe,
            text,
            region == null ? "of the environment" : region,
            endpoint == null ? "of the region" : endpoint);
  }
}
