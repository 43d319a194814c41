/** Tests of the guard, in real processes. */
@NullMarked
package dev.kcompact.local.guard;

import org.jspecify.annotations.NullMarked;
