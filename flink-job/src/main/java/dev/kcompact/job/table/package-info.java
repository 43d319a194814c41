/** The table definitions in the job graph. */
@NullMarked
package dev.kcompact.job.table;

import org.jspecify.annotations.NullMarked;
