/** The streaming job, bounded: what is there is compacted. */
@NullMarked
package dev.kcompact.cli.compact;

import org.jspecify.annotations.NullMarked;
