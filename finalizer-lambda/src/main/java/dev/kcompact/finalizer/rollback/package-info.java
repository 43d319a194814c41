/** Partitions restored to where they pointed before a run. */
@NullMarked
package dev.kcompact.finalizer.rollback;

import org.jspecify.annotations.NullMarked;
