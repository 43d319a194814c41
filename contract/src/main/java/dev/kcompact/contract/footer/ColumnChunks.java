package dev.kcompact.contract.footer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/** Where the values of columns are in a Parquet file. */
public final class ColumnChunks {
  private ColumnChunks() {}

  /** Bytes of a file. */
  public record Range(long start, long length) {
    public Range {
      if (start < 0 || length < 0) {
        throw new IllegalArgumentException("range is negative: " + start + ", " + length);
      }
    }
  }

  /**
   * Returns the ranges of some columns, in the order of the file.
   *
   * @param isChosen whether a column, by its name at the top level, is wanted
   * @throws IOException if this is not a Parquet file
   */
  public static List<Range> of(FooterReader.Tail file, Predicate<String> isChosen)
      throws IOException {
    FileMetaData metadata = FooterReader.readMetadata(file);
    if (!metadata.isSetRow_groups()) {
      throw new IOException("its footer is damaged: it names no row groups");
    }
    List<Range> ranges = new ArrayList<>();
    for (RowGroup group : metadata.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        ColumnMetaData column = chunk.getMeta_data();
        if (isChosen.test(column.getPath_in_schema().get(0))) {
          ranges.add(range(column));
        }
      }
    }
    return ranges;
  }

  private static Range range(ColumnMetaData column) {
    long data = column.getData_page_offset();
    boolean hasDictionary =
        column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0;
    long start = hasDictionary ? Math.min(data, column.getDictionary_page_offset()) : data;
    return new Range(start, column.getTotal_compressed_size());
  }
}
