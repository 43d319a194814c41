package dev.kcompact.contract.footer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.message.DeferredLetters;
import dev.kcompact.contract.table.DefinitionStamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.InterningProtocol;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;
import shaded.parquet.org.apache.thrift.transport.TTransport;

/**
 * Reads footers with one ranged read, or two if the footer is unusually large. A Parquet file ends
 * with its Thrift metadata, the metadata's length in 4 little-endian bytes, and {@code PAR1}.
 */
public final class FooterReader {
  private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);

  /** The length of the metadata, and the magic. */
  private static final int TRAILER = Integer.BYTES + MAGIC.length;

  /** Enough for the lineage of some 40,000 objects. */
  public static final int FIRST_READ = 256 << 10;

  private FooterReader() {}

  /** Reads the end of a file. */
  @FunctionalInterface
  public interface Tail {
    /** Returns the last {@code length} bytes, or the complete file if it is shorter. */
    byte[] read(int length) throws IOException;
  }

  /** Fails if this is not a Parquet file, or its lineage is damaged. */
  public static Footer read(Tail file) throws IOException {
    return parse(readMetadata(file));
  }

  static FileMetaData readMetadata(Tail file) throws IOException {
    byte[] tail = file.read(FIRST_READ);
    int length = footerLength(tail);
    if (length + TRAILER > tail.length) {
      tail = file.read(length + TRAILER);
    }
    int start = tail.length - TRAILER - length;
    if (start < 0) {
      throw new IOException("it is shorter than its footer");
    }
    return metadata(tail, start, length);
  }

  /**
   * Parses the metadata as parquet-format's {@code Util} does, but no list or text may claim more
   * than the footer's bytes: Thrift allocates a list before it reads the first element. Damaged
   * metadata can cause any exception.
   */
  private static FileMetaData metadata(byte[] tail, int start, int length) throws IOException {
    FileMetaData metadata = new FileMetaData();
    try {
      TTransport in = new TIOStreamTransport(new ByteArrayInputStream(tail, start, length));
      metadata.read(new InterningProtocol(new TCompactProtocol(in, length, length)));
      return metadata;
    } catch (TException | RuntimeException e) {
      throw new IOException("its footer is damaged: " + e, e);
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

  private static Footer parse(FileMetaData meta) throws IOException {
    if (!meta.isSetRow_groups()) {
      throw new IOException("its footer is damaged: it names no row groups");
    }
    long bytes = meta.getRow_groups().stream().mapToLong(RowGroup::getTotal_byte_size).sum();
    List<KeyValue> entries =
        meta.isSetKey_value_metadata() ? meta.getKey_value_metadata() : List.of();
    try {
      return new Footer(
          value(entries, Lineage.FOOTER_KEY).map(LineageCodec::decode),
          value(entries, Lineage.CLOSED_BY_KEY),
          value(entries, DefinitionStamp.FOOTER_KEY).flatMap(DefinitionStamp::decode),
          meta.getNum_rows(),
          bytes,
          value(entries, DeferredLetters.FOOTER_KEY));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Optional<String> value(List<KeyValue> entries, String key) {
    return entries.stream()
        .filter(entry -> key.equals(entry.getKey()) && entry.isSetValue())
        .map(KeyValue::getValue)
        .findFirst();
  }
}
