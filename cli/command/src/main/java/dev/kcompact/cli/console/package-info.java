/** Console output of commands: lines and progress. */
@NullMarked
package dev.kcompact.cli.console;

import org.jspecify.annotations.NullMarked;
