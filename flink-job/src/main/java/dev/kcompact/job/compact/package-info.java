/** A group's way from raw objects to rows, in one call. */
@NullMarked
package dev.kcompact.job.compact;

import org.jspecify.annotations.NullMarked;
