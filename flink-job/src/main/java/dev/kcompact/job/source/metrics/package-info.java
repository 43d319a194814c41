/** The source's metrics. */
@NullMarked
package dev.kcompact.job.source.metrics;

import org.jspecify.annotations.NullMarked;
