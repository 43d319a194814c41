/** The documents of a run, as they are stored in the lake. */
@NullMarked
package dev.kcompact.finalizer.run.documents;

import org.jspecify.annotations.NullMarked;
