/** The Lambda handlers of the daily workflow, by feature. */
@NullMarked
package dev.kcompact.finalizer;

import org.jspecify.annotations.NullMarked;
