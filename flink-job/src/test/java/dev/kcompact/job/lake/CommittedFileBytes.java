package dev.kcompact.job.lake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** A Parquet file without rows whose footer has lineage. */
public final class CommittedFileBytes {
  private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);

  private CommittedFileBytes() {}

  public static byte[] of(Lineage lineage) {
    FileMetaData meta =
        new FileMetaData(1, List.of(new SchemaElement("row")), lineage.rows(), List.of());
    KeyValue entry = new KeyValue(Lineage.FOOTER_KEY);
    entry.setValue(LineageCodec.encode(lineage));
    meta.addToKey_value_metadata(entry);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      file.write(MAGIC);
      Util.writeFileMetaData(meta, file);
      int length = file.size() - MAGIC.length;
      file.write(
          ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
      file.write(MAGIC);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
