/** Finalizes a work unit of a day: checks, deduplicates and writes its hash buckets. */
@NullMarked
package dev.kcompact.finalizer.finalize;

import org.jspecify.annotations.NullMarked;
