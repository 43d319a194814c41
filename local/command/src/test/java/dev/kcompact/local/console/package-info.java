/** Tests of what a command shows. */
@NullMarked
package dev.kcompact.local.console;

import org.jspecify.annotations.NullMarked;
