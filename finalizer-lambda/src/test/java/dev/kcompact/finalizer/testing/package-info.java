/** Shared test code: definitions, a day's files, fakes. */
@NullMarked
package dev.kcompact.finalizer.testing;

import org.jspecify.annotations.NullMarked;
