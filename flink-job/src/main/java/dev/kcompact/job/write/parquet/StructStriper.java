package dev.kcompact.job.write.parquet;

import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.job.decode.columns.ColumnValues;
import dev.kcompact.job.decode.columns.StructValues;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;

/** Shreds a struct into its fields; the record is the struct at the empty path. */
final class StructStriper extends Striper {
  private final Striper[] fields;

  /** Definition level of a struct that is not null. */
  private final int definition;

  StructStriper(StructType type, MessageType schema, String... path) {
    List<Field> declared = type.fields();
    fields = new Striper[declared.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = of(declared.get(i).type(), schema, below(path, declared.get(i).name()));
    }
    definition = path.length == 0 ? 0 : schema.getMaxDefinitionLevel(path);
  }

  @Override
  void write(ColumnValues values, int index, int repetition) {
    StructValues structs = (StructValues) values;
    int fieldIndex = structs.fieldIndex(index);
    for (int field = 0; field < fields.length; field++) {
      fields[field].writeOptional(structs.field(field), fieldIndex, repetition, definition);
    }
  }

  @Override
  void writeNull(int repetition, int definition) {
    for (Striper field : fields) {
      field.writeNull(repetition, definition);
    }
  }

  @Override
  void open(ColumnWriteStore rowGroup) {
    for (Striper field : fields) {
      field.open(rowGroup);
    }
  }

  static String[] below(String[] path, String... names) {
    String[] below = Arrays.copyOf(path, path.length + names.length);
    System.arraycopy(names, 0, below, path.length, names.length);
    return below;
  }
}
