/** Parquet footers, read by range: lineage, rows and sizes. */
@NullMarked
package dev.kcompact.finalizer.footer;

import org.jspecify.annotations.NullMarked;
