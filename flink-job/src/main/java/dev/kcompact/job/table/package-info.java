/** The table definitions as they travel with the job's graph. */
@NullMarked
package dev.kcompact.job.table;

import org.jspecify.annotations.NullMarked;
