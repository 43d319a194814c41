/** Tests of the command {@code init}. */
@NullMarked
package dev.kcompact.cli.init;

import org.jspecify.annotations.NullMarked;
