package dev.kcompact.job.write;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses a page in one call and into the same buffer as the one before. Parquet's own way goes
 * through Hadoop's codecs and a new stream for each page. Holds nothing outside the heap.
 */
final class ZstdCompressor implements BytesInputCompressor {
  private final int level;
  private final Plain plain = new Plain();
  private byte[] packed = new byte[0];

  private static final class Plain extends ByteArrayOutputStream {
    byte[] array() {
      return buf;
    }
  }

  ZstdCompressor(int level) {
    this.level = level;
  }

  /** What it returns is overwritten by the next call, as Parquet's own compressors do. */
  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    plain.reset();
    page.writeAllTo(plain);
    int bound = Math.toIntExact(Zstd.compressBound(plain.size()));
    if (packed.length < bound) {
      packed = new byte[bound];
    }
    long length =
        Zstd.compressByteArray(packed, 0, packed.length, plain.array(), 0, plain.size(), level);
    if (Zstd.isError(length)) {
      throw new IOException("Failed to compress a page: " + Zstd.getErrorName(length));
    }
    return BytesInput.from(packed, 0, (int) length);
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {
    // Nothing to release.
  }
}
