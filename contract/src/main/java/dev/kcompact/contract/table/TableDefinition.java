package dev.kcompact.contract.table;

import dev.kcompact.contract.schema.TableSchema;
import java.util.List;

/** What kcompact knows of one table. */
public sealed interface TableDefinition permits BaseTable, DerivedTable {
  /** Unique; letters, digits and underscores. */
  String name();

  /** The Glue database's suffix, and the first folder of the processed files. */
  String domain();

  TableSchema schema();

  /** Columns that tell a record from another; rows with equal ones are versions of one record. */
  List<String> key();

  List<QualityRule> rules();

  /** Aim for one Parquet file, bytes. */
  long targetBytes();
}
