/** Finalizes a day in one process, by kcompact's handlers or by a hand-written script. */
@NullMarked
package dev.kcompact.benchmark.finalizer;

import org.jspecify.annotations.NullMarked;
