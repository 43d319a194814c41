/** What a sample of records says about their table: form, types and key, each with its evidence. */
@NullMarked
package dev.kcompact.cli.inspect;

import org.jspecify.annotations.NullMarked;
