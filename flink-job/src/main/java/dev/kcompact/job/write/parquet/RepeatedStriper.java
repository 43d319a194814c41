package dev.kcompact.job.write.parquet;

import dev.kcompact.contract.schema.ColumnType.ArrayType;
import dev.kcompact.contract.schema.ColumnType.MapType;
import dev.kcompact.job.decode.columns.ColumnValues;
import dev.kcompact.job.decode.columns.RepeatedValues;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Shreds a list or a map into its elements, in Parquet's three-level structure. */
final class RepeatedStriper extends Striper {
  /** Null for a list. */
  private final LeafStriper.@Nullable OfBytes keys;

  private final Striper elements;

  /** Definition level of an empty list or map. */
  private final int definition;

  /** Repetition level of every element but the first. */
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
