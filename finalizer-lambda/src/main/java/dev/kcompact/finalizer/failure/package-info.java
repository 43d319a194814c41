/** Failures that the state machine distinguishes. */
@NullMarked
package dev.kcompact.finalizer.failure;

import org.jspecify.annotations.NullMarked;
