/** Which earlier day comes next. */
@NullMarked
package dev.kcompact.finalizer.latedata;

import org.jspecify.annotations.NullMarked;
