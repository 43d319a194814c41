package dev.kcompact.job.write;

import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.DecimalType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.job.decode.ColumnValues;
import dev.kcompact.job.decode.LongValues;
import dev.kcompact.job.decode.RepeatedValues;
import dev.kcompact.job.decode.TextValues;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands one value that is not null from its slot to Parquet, in the form of its column type. */
interface ValueWriter {
  void write(RecordConsumer to, ColumnValues values, int index);

  static ValueWriter of(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case STRING, UUID, JSON -> ValueWriter::writeBytes;
        case INTEGER, TIMESTAMP -> ValueWriter::writeLong;
        case DATE -> ValueWriter::writeInt;
        case NUMBER ->
            (to, values, index) ->
                to.addDouble(Double.longBitsToDouble(((LongValues) values).get(index)));
        case BOOLEAN -> (to, values, index) -> to.addBoolean(((LongValues) values).get(index) != 0);
      };
    }
    if (type instanceof DecimalType decimal) {
      return ofDecimal(decimal);
    }
    if (type instanceof ArrayType array) {
      return ofList(of(array.element()));
    }
    if (type instanceof MapType map) {
      return ofMap(of(map.value()));
    }
    return ofStruct(new StructWriter((StructType) type));
  }

  private static ValueWriter ofDecimal(DecimalType decimal) {
    if (decimal.precision() <= DecimalType.MAX_INT32_PRECISION) {
      return ValueWriter::writeInt;
    }
    return decimal.precision() <= DecimalType.MAX_INT64_PRECISION
        ? ValueWriter::writeLong
        : ValueWriter::writeBytes;
  }

  private static ValueWriter ofStruct(StructWriter fields) {
    return (to, values, index) -> {
      to.startGroup();
      fields.write(to, values, index);
      to.endGroup();
    };
  }

  private static ValueWriter ofList(ValueWriter element) {
    return (to, values, index) -> {
      RepeatedValues lists = (RepeatedValues) values;
      to.startGroup();
      if (lists.start(index) < lists.end(index)) {
        to.startField("list", 0);
        for (int i = lists.start(index); i < lists.end(index); i++) {
          to.startGroup();
          writeField(to, "element", 0, element, lists.elements(), i);
          to.endGroup();
        }
        to.endField("list", 0);
      }
      to.endGroup();
    };
  }

  private static ValueWriter ofMap(ValueWriter element) {
    return (to, values, index) -> {
      RepeatedValues maps = (RepeatedValues) values;
      to.startGroup();
      if (maps.start(index) < maps.end(index)) {
        to.startField("key_value", 0);
        for (int i = maps.start(index); i < maps.end(index); i++) {
          to.startGroup();
          writeField(to, "key", 0, ValueWriter::writeBytes, maps.keys(), i);
          writeField(to, "value", 1, element, maps.elements(), i);
          to.endGroup();
        }
        to.endField("key_value", 0);
      }
      to.endGroup();
    };
  }

  /** Writes a field, unless it is null. */
  static void writeField(
      RecordConsumer to,
      String name,
      int field,
      ValueWriter writer,
      ColumnValues values,
      int index) {
    if (!values.isNull(index)) {
      to.startField(name, field);
      writer.write(to, values, index);
      to.endField(name, field);
    }
  }

  private static void writeInt(RecordConsumer to, ColumnValues values, int index) {
    to.addInteger((int) ((LongValues) values).get(index));
  }

  private static void writeLong(RecordConsumer to, ColumnValues values, int index) {
    to.addLong(((LongValues) values).get(index));
  }

  private static void writeBytes(RecordConsumer to, ColumnValues values, int index) {
    TextValues texts = (TextValues) values;
    to.addBinary(
        Binary.fromReusedByteArray(texts.buffer(index), texts.offset(index), texts.length(index)));
  }
}
