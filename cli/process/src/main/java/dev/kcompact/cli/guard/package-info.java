/** Ends a server process when the process that started it has ended. */
@NullMarked
package dev.kcompact.cli.guard;

import org.jspecify.annotations.NullMarked;
