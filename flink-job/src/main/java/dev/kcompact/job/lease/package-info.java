/** Who writes the lake: one job at a time, by an owner record that only a condition can replace. */
@NullMarked
package dev.kcompact.job.lease;

import org.jspecify.annotations.NullMarked;
