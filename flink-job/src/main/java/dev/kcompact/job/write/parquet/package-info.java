/** Converts rows to Parquet: record shredding, pages, row groups and the footer. */
@NullMarked
package dev.kcompact.job.write.parquet;

import org.jspecify.annotations.NullMarked;
