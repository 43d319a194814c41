/** The FLIP-27 source of file groups. */
@NullMarked
package dev.kcompact.job.source;

import org.jspecify.annotations.NullMarked;
