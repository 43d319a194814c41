/** Metrics that several operators register under the same names. */
@NullMarked
package dev.kcompact.job.metrics;

import org.jspecify.annotations.NullMarked;
