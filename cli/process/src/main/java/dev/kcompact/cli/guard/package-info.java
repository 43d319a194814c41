/** Ends a server process when its parent process has ended. */
@NullMarked
package dev.kcompact.cli.guard;

import org.jspecify.annotations.NullMarked;
