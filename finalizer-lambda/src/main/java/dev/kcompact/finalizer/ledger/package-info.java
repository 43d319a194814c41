/** The ledger: for each raw object of a day, where its records went. */
@NullMarked
package dev.kcompact.finalizer.ledger;

import org.jspecify.annotations.NullMarked;
