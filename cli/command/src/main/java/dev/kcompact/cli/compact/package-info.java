/** The streaming job in bounded mode. */
@NullMarked
package dev.kcompact.cli.compact;

import org.jspecify.annotations.NullMarked;
