/** Column types compiled from JSON Schema, and their names in Parquet, DuckDB and Glue. */
@NullMarked
package dev.kcompact.contract.schema;

import org.jspecify.annotations.NullMarked;
