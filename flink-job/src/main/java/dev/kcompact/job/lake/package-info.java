/** The committed files of the lake, as their footers describe them. */
@NullMarked
package dev.kcompact.job.lake;

import org.jspecify.annotations.NullMarked;
