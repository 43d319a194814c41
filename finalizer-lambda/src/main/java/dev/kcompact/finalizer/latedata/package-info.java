/** Late data: earlier days that have more compacted files than were published. */
@NullMarked
package dev.kcompact.finalizer.latedata;

import org.jspecify.annotations.NullMarked;
