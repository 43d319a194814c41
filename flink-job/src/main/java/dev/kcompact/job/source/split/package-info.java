/** The splits between discovery and commit, independent of the Flink runtime and of a clock. */
@NullMarked
package dev.kcompact.job.source.split;

import org.jspecify.annotations.NullMarked;
