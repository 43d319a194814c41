/** One row for each raw object of a day: where its records went, and what became of them. */
@NullMarked
package dev.kcompact.finalizer.ledger;

import org.jspecify.annotations.NullMarked;
