/** The quality gate, and the Glue partitions. */
@NullMarked
package dev.kcompact.finalizer.publish;

import org.jspecify.annotations.NullMarked;
