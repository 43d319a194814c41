/** Strict JSON tokens over bytes. */
@NullMarked
package dev.kcompact.job.decode.json;

import org.jspecify.annotations.NullMarked;
