/** Tests of the guard with real processes. */
@NullMarked
package dev.kcompact.cli.guard;

import org.jspecify.annotations.NullMarked;
