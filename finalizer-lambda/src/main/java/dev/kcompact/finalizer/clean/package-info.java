/** Deletes raw objects of proven days, and runs after their retention. */
@NullMarked
package dev.kcompact.finalizer.clean;

import org.jspecify.annotations.NullMarked;
