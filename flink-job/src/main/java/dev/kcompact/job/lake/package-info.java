/** What the lake holds already, as the footers of its committed files tell. */
@NullMarked
package dev.kcompact.job.lake;

import org.jspecify.annotations.NullMarked;
