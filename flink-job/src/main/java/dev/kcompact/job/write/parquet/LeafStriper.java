package dev.kcompact.job.write.parquet;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.decode.columns.ColumnValues;
import dev.kcompact.job.decode.columns.LongValues;
import dev.kcompact.job.decode.columns.TextValues;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes one leaf column. One class per physical type avoids branches in each call. */
abstract sealed class LeafStriper extends Striper {
  private final ColumnDescriptor column;

  /** Definition level of a value that is not null. */
  final int definition;

  private @Nullable ColumnWriter writer;

  private LeafStriper(MessageType schema, String... path) {
    column = schema.getColumnDescription(path);
    definition = column.getMaxDefinitionLevel();
  }

  @Override
  final void open(ColumnWriteStore rowGroup) {
    writer = rowGroup.getColumnWriter(column);
  }

  @Override
  final void writeNull(int repetition, int definition) {
    writer().writeNull(repetition, definition);
  }

  final ColumnWriter writer() {
    return requireNonNull(writer, "no row group is open");
  }

  static final class OfLongs extends LeafStriper {
    OfLongs(MessageType schema, String... path) {
      super(schema, path);
    }

    @Override
    void write(ColumnValues values, int index, int repetition) {
      write(((LongValues) values).get(index), repetition);
    }

    void write(long value, int repetition) {
      writer().write(value, repetition, definition);
    }
  }

  static final class OfInts extends LeafStriper {
    OfInts(MessageType schema, String... path) {
      super(schema, path);
    }

    @Override
    void write(ColumnValues values, int index, int repetition) {
      write((int) ((LongValues) values).get(index), repetition);
    }

    void write(int value, int repetition) {
      writer().write(value, repetition, definition);
    }
  }

  static final class OfDoubles extends LeafStriper {
    OfDoubles(MessageType schema, String... path) {
      super(schema, path);
    }

    @Override
    void write(ColumnValues values, int index, int repetition) {
      double value = Double.longBitsToDouble(((LongValues) values).get(index));
      writer().write(value, repetition, definition);
    }
  }

  static final class OfBooleans extends LeafStriper {
    OfBooleans(MessageType schema, String... path) {
      super(schema, path);
    }

    @Override
    void write(ColumnValues values, int index, int repetition) {
      writer().write(((LongValues) values).get(index) != 0, repetition, definition);
    }
  }

  static final class OfBytes extends LeafStriper {
    OfBytes(MessageType schema, String... path) {
      super(schema, path);
    }

    @Override
    void write(ColumnValues values, int index, int repetition) {
      TextValues texts = (TextValues) values;
      write(
          Binary.fromReusedByteArray(texts.buffer(index), texts.offset(index), texts.length(index)),
          repetition);
    }

    void write(Binary value, int repetition) {
      writer().write(value, repetition, definition);
    }
  }
}
