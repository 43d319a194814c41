package dev.kcompact.job.write;

import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.job.decode.ColumnValues;
import dev.kcompact.job.decode.StructValues;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes the fields of a struct, without the group around them. */
final class StructWriter {
  private final String[] names;
  private final ValueWriter[] writers;

  StructWriter(StructType type) {
    names = type.fields().stream().map(Field::name).toArray(String[]::new);
    writers =
        type.fields().stream()
            .map(field -> ValueWriter.of(field.type()))
            .toArray(ValueWriter[]::new);
  }

  void write(RecordConsumer to, ColumnValues values, int index) {
    StructValues structs = (StructValues) values;
    int place = structs.place(index);
    for (int field = 0; field < names.length; field++) {
      ValueWriter.writeField(to, names[field], field, writers[field], structs.field(field), place);
    }
  }
}
