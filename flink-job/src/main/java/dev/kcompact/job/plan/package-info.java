/** Selects which pending objects become one compacted file, and when. */
@NullMarked
package dev.kcompact.job.plan;

import org.jspecify.annotations.NullMarked;
