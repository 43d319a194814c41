/** Late data: earlier days whose compacted files are more than were published. */
@NullMarked
package dev.kcompact.finalizer.late;

import org.jspecify.annotations.NullMarked;
