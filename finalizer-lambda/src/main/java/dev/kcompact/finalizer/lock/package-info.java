/** The lock of a day: one run at a time, with a fencing token. */
@NullMarked
package dev.kcompact.finalizer.lock;

import org.jspecify.annotations.NullMarked;
