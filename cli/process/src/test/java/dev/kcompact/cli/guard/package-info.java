/** Tests of the guard, in real processes. */
@NullMarked
package dev.kcompact.cli.guard;

import org.jspecify.annotations.NullMarked;
