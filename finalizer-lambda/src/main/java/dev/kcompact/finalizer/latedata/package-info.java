/** Late data: earlier days with more compacted files than were published. */
@NullMarked
package dev.kcompact.finalizer.latedata;

import org.jspecify.annotations.NullMarked;
