/** Which earlier day comes next. */
@NullMarked
package dev.kcompact.finalizer.late;

import org.jspecify.annotations.NullMarked;
