/** The kcompact command: its subcommands, and what they have in common. */
@NullMarked
package dev.kcompact.local;

import org.jspecify.annotations.NullMarked;
