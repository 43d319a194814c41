/** Deletes compacted raw objects, and runs after their retention. */
@NullMarked
package dev.kcompact.finalizer.clean;

import org.jspecify.annotations.NullMarked;
