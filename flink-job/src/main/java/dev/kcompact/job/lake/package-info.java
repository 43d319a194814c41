/** The committed files of the lake, as described by their footers. */
@NullMarked
package dev.kcompact.job.lake;

import org.jspecify.annotations.NullMarked;
