/** The operator that reads a group's raw objects and emits its rows, in one call. */
@NullMarked
package dev.kcompact.job.compact;

import org.jspecify.annotations.NullMarked;
