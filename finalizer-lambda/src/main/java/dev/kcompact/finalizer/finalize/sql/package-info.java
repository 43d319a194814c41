/** The SQL of one hash bucket: checks, deduplicates, writes and verifies its rows. */
@NullMarked
package dev.kcompact.finalizer.finalize.sql;

import org.jspecify.annotations.NullMarked;
