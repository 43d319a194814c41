/** From rows to compacted Parquet files: what travels into the file sink, and its writer. */
@NullMarked
package dev.kcompact.job.write;

import org.jspecify.annotations.NullMarked;
