/** Checks a run and publishes it to the catalog. */
@NullMarked
package dev.kcompact.finalizer.publish;

import org.jspecify.annotations.NullMarked;
