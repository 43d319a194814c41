package dev.kcompact.finalizer.footer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.finalizer.failure.FailedException;
import dev.kcompact.finalizer.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** Reads footers with one ranged GET, or two when one is larger than most. */
public final class FooterReader {
  private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);

  /** Length of the footer, and the magic. */
  private static final int TRAILER = Integer.BYTES + MAGIC.length;

  /** Holds the lineage of some 100,000 objects. */
  private static final int FIRST_READ = 1 << 20;

  private final ObjectStore store;

  public FooterReader(ObjectStore store) {
    this.store = store;
  }

  /**
   * @throws FailedException if the object is no Parquet file, or its lineage is damaged
   */
  public Footer read(String key) {
    byte[] tail = store.tail(key, FIRST_READ);
    try {
      int length = footerLength(tail);
      if (length + TRAILER > tail.length) {
        tail = store.tail(key, length + TRAILER);
      }
      return parse(tail, length);
    } catch (IOException | IllegalArgumentException e) {
      throw new FailedException("Failed to read Parquet footer: " + store.locationOf(key), e);
    }
  }

  private static int footerLength(byte[] tail) throws IOException {
    if (tail.length < TRAILER
        || !Arrays.equals(MAGIC, 0, MAGIC.length, tail, tail.length - MAGIC.length, tail.length)) {
      throw new IOException("it does not end as a Parquet file");
    }
    int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt(tail.length - TRAILER);
    if (length <= 0 || length > Integer.MAX_VALUE - TRAILER) {
      throw new IOException("its footer has the length " + length);
    }
    return length;
  }

  private static Footer parse(byte[] tail, int length) throws IOException {
    int start = tail.length - TRAILER - length;
    if (start < 0) {
      throw new IOException("it is shorter than its footer");
    }
    FileMetaData meta = Util.readFileMetaData(new ByteArrayInputStream(tail, start, length));
    long bytes = meta.getRow_groups().stream().mapToLong(RowGroup::getTotal_byte_size).sum();
    return new Footer(lineageOf(meta), meta.getNum_rows(), bytes);
  }

  private static Optional<Lineage> lineageOf(FileMetaData meta) {
    List<KeyValue> entries =
        meta.isSetKey_value_metadata() ? meta.getKey_value_metadata() : List.of();
    return entries.stream()
        .filter(entry -> entry.getKey().equals(Lineage.FOOTER_KEY))
        .map(entry -> LineageCodec.decode(entry.getValue()))
        .findFirst();
  }
}
