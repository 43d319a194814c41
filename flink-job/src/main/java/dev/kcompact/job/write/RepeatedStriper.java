package dev.kcompact.job.write;

import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.job.decode.ColumnValues;
import dev.kcompact.job.decode.RepeatedValues;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Takes a list or a map apart into its elements, in Parquet's form of three levels. */
final class RepeatedStriper extends Striper {
  /** Of a map. */
  private final LeafStriper.@Nullable OfBytes keys;

  private final Striper elements;

  /** Of a list or map that is there, but empty. */
  private final int definition;

  /** Of every element but the first. */
  private final int repetition;

  RepeatedStriper(ArrayType type, MessageType schema, String... path) {
    this(
        null,
        of(type.element(), schema, StructStriper.below(path, "list", "element")),
        schema.getMaxDefinitionLevel(path),
        schema.getMaxRepetitionLevel(StructStriper.below(path, "list")));
  }

  RepeatedStriper(MapType type, MessageType schema, String... path) {
    this(
        new LeafStriper.OfBytes(schema, StructStriper.below(path, "key_value", "key")),
        of(type.value(), schema, StructStriper.below(path, "key_value", "value")),
        schema.getMaxDefinitionLevel(path),
        schema.getMaxRepetitionLevel(StructStriper.below(path, "key_value")));
  }

  private RepeatedStriper(
      LeafStriper.@Nullable OfBytes keys, Striper elements, int definition, int repetition) {
    this.keys = keys;
    this.elements = elements;
    this.definition = definition;
    this.repetition = repetition;
  }

  @Override
  void write(ColumnValues values, int index, int repetition) {
    RepeatedValues repeated = (RepeatedValues) values;
    int start = repeated.start(index);
    int end = repeated.end(index);
    if (start == end) {
      writeNull(repetition, definition);
    }
    int level = repetition;
    for (int i = start; i < end; i++) {
      if (keys != null) {
        keys.write(repeated.keys(), i, level);
      }
      elements.writeOptional(repeated.elements(), i, level, definition + 1);
      level = this.repetition;
    }
  }

  @Override
  void writeNull(int repetition, int definition) {
    if (keys != null) {
      keys.writeNull(repetition, definition);
    }
    elements.writeNull(repetition, definition);
  }

  @Override
  void open(ColumnWriteStore rowGroup) {
    if (keys != null) {
      keys.open(rowGroup);
    }
    elements.open(rowGroup);
  }
}
