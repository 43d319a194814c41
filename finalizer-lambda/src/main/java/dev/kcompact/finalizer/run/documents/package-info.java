/** The documents of a run in their stored form. */
@NullMarked
package dev.kcompact.finalizer.run.documents;

import org.jspecify.annotations.NullMarked;
