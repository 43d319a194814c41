/** From an object's stored bytes to rows of typed columns, good or corrupt. */
@NullMarked
package dev.kcompact.job.decode;

import org.jspecify.annotations.NullMarked;
