package dev.kcompact.job.write.parquet;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.job.decode.columns.ColumnValues;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;

/**
 * Shreds the values of one column into Parquet's leaf columns, with repetition and definition
 * levels. Stripers form a tree that mirrors the schema; every call adds one entry to every leaf
 * below. They replace the events of Parquet's RecordConsumer, because decoded records are columnar
 * already.
 */
abstract class Striper {
  /** Writes a value that is not null. */
  abstract void write(ColumnValues values, int index, int repetition);

  /** Writes null to every leaf, with the definition level of the null. */
  abstract void writeNull(int repetition, int definition);

  /** Directs the leaves to a new row group. */
  abstract void open(ColumnWriteStore rowGroup);

  /** Writes a value, or null with that definition level. */
  final void writeOptional(ColumnValues values, int index, int repetition, int definition) {
    if (values.isNull(index)) {
      writeNull(repetition, definition);
    } else {
      write(values, index, repetition);
    }
  }

  static Striper of(ColumnType type, MessageType schema, String... path) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case STRING, UUID, JSON -> new LeafStriper.OfBytes(schema, path);
        case INTEGER, TIMESTAMP -> new LeafStriper.OfLongs(schema, path);
        case DATE -> new LeafStriper.OfInts(schema, path);
        case NUMBER -> new LeafStriper.OfDoubles(schema, path);
        case BOOLEAN -> new LeafStriper.OfBooleans(schema, path);
      };
    }
    if (type instanceof DecimalType decimal) {
      return ofDecimal(decimal, schema, path);
    }
    if (type instanceof ArrayType array) {
      return new RepeatedStriper(array, schema, path);
    }
    if (type instanceof MapType map) {
      return new RepeatedStriper(map, schema, path);
    }
    return new StructStriper((StructType) type, schema, path);
  }

  private static Striper ofDecimal(DecimalType type, MessageType schema, String... path) {
    if (type.precision() <= DecimalType.MAX_INT32_PRECISION) {
      return new LeafStriper.OfInts(schema, path);
    }
    return type.precision() <= DecimalType.MAX_INT64_PRECISION
        ? new LeafStriper.OfLongs(schema, path)
        : new LeafStriper.OfBytes(schema, path);
  }
}
