/** The kcompact command and its subcommands. */
@NullMarked
package dev.kcompact.cli;

import org.jspecify.annotations.NullMarked;
