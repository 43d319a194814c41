/** The catalog of AWS Glue. */
@NullMarked
package dev.kcompact.finalizer.publish.glue;

import org.jspecify.annotations.NullMarked;
