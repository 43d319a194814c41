/** The rules of a table's rows as SQL predicates, and which of them a row breaks. */
@NullMarked
package dev.kcompact.finalizer.finalize.rules;

import org.jspecify.annotations.NullMarked;
