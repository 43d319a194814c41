/** The streaming job, bounded: what is there is compacted. */
@NullMarked
package dev.kcompact.local.compact;

import org.jspecify.annotations.NullMarked;
