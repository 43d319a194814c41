/** Failures whose kind the state machine tells apart. */
@NullMarked
package dev.kcompact.finalizer.failure;

import org.jspecify.annotations.NullMarked;
