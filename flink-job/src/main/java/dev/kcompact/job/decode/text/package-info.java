/** Parsers of values in UTF-8 text, without allocation. */
@NullMarked
package dev.kcompact.job.decode.text;

import org.jspecify.annotations.NullMarked;
