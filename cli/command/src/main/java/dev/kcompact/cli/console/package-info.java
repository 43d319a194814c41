/** What a command shows: lines and progress. */
@NullMarked
package dev.kcompact.cli.console;

import org.jspecify.annotations.NullMarked;
