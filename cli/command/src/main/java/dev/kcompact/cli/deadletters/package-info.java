/** Counts and deletes dead letters; never shows a record's contents. */
@NullMarked
package dev.kcompact.cli.deadletters;

import org.jspecify.annotations.NullMarked;
