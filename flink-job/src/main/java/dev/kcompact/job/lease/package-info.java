/** The lease on the lake: one job writes it at a time. */
@NullMarked
package dev.kcompact.job.lease;

import org.jspecify.annotations.NullMarked;
