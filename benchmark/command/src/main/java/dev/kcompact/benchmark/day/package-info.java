/** Compares finalizing a day in one process with a hand-written script: time, memory and rows. */
@NullMarked
package dev.kcompact.benchmark.day;

import org.jspecify.annotations.NullMarked;
