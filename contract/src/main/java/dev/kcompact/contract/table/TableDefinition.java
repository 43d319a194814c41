package dev.kcompact.contract.table;

import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import java.util.List;

/** The definition of a table. */
public sealed interface TableDefinition permits BaseTable, DerivedTable {
  /** Unique; letters, digits and underscores. */
  String name();

  /** The Glue database's suffix, and the first folder of the processed files. */
  String domain();

  TableSchema schema();

  /** Columns of the processed table, in order. */
  default List<Field> processedColumns() {
    return schema().columns();
  }

  /** Columns that identify a record; rows with equal values are versions of one record. */
  List<String> key();

  List<QualityRule> rules();

  /** Target size of a Parquet file, in bytes. */
  long targetBytes();
}
