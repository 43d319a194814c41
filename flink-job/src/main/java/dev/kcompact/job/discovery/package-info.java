/** Discovery of new raw objects by listings, independent of Flink and of a clock. */
@NullMarked
package dev.kcompact.job.discovery;

import org.jspecify.annotations.NullMarked;
