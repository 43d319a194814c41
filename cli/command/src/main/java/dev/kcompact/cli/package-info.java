/** The kcompact command: its subcommands, and what they have in common. */
@NullMarked
package dev.kcompact.cli;

import org.jspecify.annotations.NullMarked;
