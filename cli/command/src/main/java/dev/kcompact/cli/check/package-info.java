/** The command {@code check}: decodes objects and checks the rows, and writes nothing. */
@NullMarked
package dev.kcompact.cli.check;

import org.jspecify.annotations.NullMarked;
