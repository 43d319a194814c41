/** A run and its documents in the lake. */
@NullMarked
package dev.kcompact.finalizer.run;

import org.jspecify.annotations.NullMarked;
