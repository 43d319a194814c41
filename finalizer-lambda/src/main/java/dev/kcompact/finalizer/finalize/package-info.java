/** Checks, de-duplicates and writes a work unit of a day. */
@NullMarked
package dev.kcompact.finalizer.finalize;

import org.jspecify.annotations.NullMarked;
