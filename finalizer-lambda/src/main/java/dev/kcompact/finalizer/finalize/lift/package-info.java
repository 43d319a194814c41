/**
 * Values of columns that a schema gained after a file was compacted: they are in the file's column
 * {@code _rescued}.
 */
@NullMarked
package dev.kcompact.finalizer.finalize.lift;

import org.jspecify.annotations.NullMarked;
