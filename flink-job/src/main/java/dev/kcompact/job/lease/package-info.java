/** The lease on the lake, which only one job writes at a time. */
@NullMarked
package dev.kcompact.job.lease;

import org.jspecify.annotations.NullMarked;
