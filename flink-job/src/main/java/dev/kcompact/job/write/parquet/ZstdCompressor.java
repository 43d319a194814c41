package dev.kcompact.job.write.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses each page in one call into a reused buffer, unlike Parquet's compressor, which uses
 * Hadoop codecs and a new stream per page. Holds no memory outside the heap.
 */
final class ZstdCompressor implements BytesInputCompressor {
  /** Larger pages are compressed as streams, without another copy. */
  private static final int MAX_ONE_CALL_BYTES = 4 << 20;

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

  /** The result is valid until the next call, as with Parquet's compressors. */
  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    if (page.size() > MAX_ONE_CALL_BYTES) {
      return compressLarge(page);
    }
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

  private BytesInput compressLarge(BytesInput page) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(bytes, level)) {
      page.writeAllTo(out);
    }
    return BytesInput.from(bytes);
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {}
}
