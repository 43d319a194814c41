/** The operator that reads the raw objects of a group and emits its rows. */
@NullMarked
package dev.kcompact.job.compact;

import org.jspecify.annotations.NullMarked;
