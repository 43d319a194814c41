package dev.kcompact.finalizer.store;

import dev.kcompact.finalizer.failure.RetryableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Downloads one object to one file in parallel ranges. */
record S3Download(S3BodyReader bodies, String bucket, String prefix, StoredObject object) {
  /** Large enough to make the request's own cost negligible, small enough for parallelism. */
  private static final long RANGE_BYTES = 16L << 20;

  private static final int PARALLEL = 8;
  private static final int COPY_BUFFER = 1 << 16;

  void to(Path file) {
    try (FileChannel target =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      List<Callable<Boolean>> ranges = new ArrayList<>();
      for (long from = 0; from < object.size(); from += RANGE_BYTES) {
        long start = from;
        long end = Math.min(from + RANGE_BYTES, object.size()) - 1;
        ranges.add(() -> copy(start, end, target));
      }
      ParallelTasks.all("download object: " + location(), PARALLEL, ranges);
    } catch (IOException e) {
      throw new RetryableException("Failed to write file: " + file, e);
    }
  }

  /** Uses If-Match with the entity tag, so that ranges of two contents are not mixed. */
  private boolean copy(long start, long end, FileChannel target) {
    GetObjectRequest.Builder get =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(prefix + object.key())
            .range(String.format(Locale.ROOT, "bytes=%d-%d", start, end));
    if (!object.etag().isEmpty()) {
      get.ifMatch('"' + object.etag() + '"');
    }
    return bodies.get(
        get.build(),
        body -> {
          long at = write(body, target, start);
          if (at != end + 1) {
            throw new IOException("the response ended at byte " + at + ", expected " + (end + 1));
          }
          return true;
        });
  }

  /** Returns the end of the written range. A full disk must not repeat the request. */
  private static long write(InputStream body, FileChannel target, long start) throws IOException {
    byte[] buffer = new byte[COPY_BUFFER];
    long at = start;
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
      while (bytes.hasRemaining()) {
        try {
          at += target.write(bytes, at);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return at;
  }

  private String location() {
    return "s3://" + bucket + "/" + prefix + object.key();
  }
}
