/** Ends a server process when the process that started it is gone. */
@NullMarked
package dev.kcompact.cli.guard;

import org.jspecify.annotations.NullMarked;
