/** Tests of the console output. */
@NullMarked
package dev.kcompact.cli.console;

import org.jspecify.annotations.NullMarked;
