/**
 * Server processes: started with an explicit heap, probed until ready, and ended with the command.
 */
@NullMarked
package dev.kcompact.cli.process;

import org.jspecify.annotations.NullMarked;
