/** Selection of late days. */
@NullMarked
package dev.kcompact.finalizer.latedata;

import org.jspecify.annotations.NullMarked;
