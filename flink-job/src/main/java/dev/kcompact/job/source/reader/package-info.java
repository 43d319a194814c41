/** The source's reader. */
@NullMarked
package dev.kcompact.job.source.reader;

import org.jspecify.annotations.NullMarked;
