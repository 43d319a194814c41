/** Limits of the database. */
@NullMarked
package dev.kcompact.finalizer.duckdb;

import org.jspecify.annotations.NullMarked;
