/** Tests of what a command shows. */
@NullMarked
package dev.kcompact.cli.console;

import org.jspecify.annotations.NullMarked;
