/** A day finalized in one process beside a hand-written script: time, memory, and the same rows. */
@NullMarked
package dev.kcompact.benchmark.day;

import org.jspecify.annotations.NullMarked;
