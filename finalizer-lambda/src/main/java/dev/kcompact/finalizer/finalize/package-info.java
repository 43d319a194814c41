/** Checks, de-duplicates and writes a slice of a day. */
@NullMarked
package dev.kcompact.finalizer.finalize;

import org.jspecify.annotations.NullMarked;
