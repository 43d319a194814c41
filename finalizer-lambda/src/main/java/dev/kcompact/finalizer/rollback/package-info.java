/** Restores partitions to their state before a run. */
@NullMarked
package dev.kcompact.finalizer.rollback;

import org.jspecify.annotations.NullMarked;
