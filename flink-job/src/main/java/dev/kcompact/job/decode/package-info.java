/**
 * From an object's stored bytes to rows of typed columns. {@code framing} decompresses objects and
 * splits them into records, {@code columns} decodes records into columns, {@code json} reads
 * tokens, {@code text} parses values. Each knows only those after it.
 */
@NullMarked
package dev.kcompact.job.decode;

import org.jspecify.annotations.NullMarked;
