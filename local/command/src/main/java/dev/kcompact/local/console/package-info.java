/** What a command shows: lines and progress. */
@NullMarked
package dev.kcompact.local.console;

import org.jspecify.annotations.NullMarked;
