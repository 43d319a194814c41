/** The splits between their discovery and their commit. Knows no Flink runtime and no clock. */
@NullMarked
package dev.kcompact.job.source.split;

import org.jspecify.annotations.NullMarked;
