/** A DuckDB session with a memory limit, and SQL for it. */
@NullMarked
package dev.kcompact.finalizer.duckdb;

import org.jspecify.annotations.NullMarked;
