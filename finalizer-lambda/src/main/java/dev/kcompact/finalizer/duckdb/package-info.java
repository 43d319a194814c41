/** A DuckDB session under a memory limit, and SQL text for it. */
@NullMarked
package dev.kcompact.finalizer.duckdb;

import org.jspecify.annotations.NullMarked;
