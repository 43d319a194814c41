package dev.kcompact.job.decode.framing;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Reads a Zstandard file of one or more frames. Not thread-safe. */
final class ZstdReader implements CompressedReader {
  private final byte[] stored;
  private @Nullable ZstdInputStream in;

  ZstdReader(byte[] stored) {
    this.stored = stored;
  }

  @Override
  public int read(byte[] into, int from, int length) throws DataFormatException {
    if (stored.length == 0) {
      throw new DataFormatException("is empty");
    }
    try {
      if (in == null) {
        in = new ZstdInputStream(new ByteArrayInputStream(stored));
      }
      int read = in.read(into, from, length);
      if (read < 0) {
        requireCompleteFrames();
      }
      return read;
    } catch (IOException | ZstdException damaged) {
      throw new DataFormatException("is damaged: " + damaged.getMessage());
    }
  }

  /** Throws if a part of a frame follows the last one, which a stream takes for the end. */
  private void requireCompleteFrames() {
    for (int at = 0; at < stored.length; ) {
      at += Math.toIntExact(Zstd.findFrameCompressedSize(stored, at, stored.length - at));
    }
  }

  @Override
  public void close() {
    if (in != null) {
      try {
        in.close();
      } catch (IOException unlikely) {
        // It reads from the heap, and what it holds outside of it is freed first.
      }
    }
  }
}
