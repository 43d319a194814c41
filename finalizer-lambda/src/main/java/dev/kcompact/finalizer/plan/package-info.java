/** Checks from S3 that a day is complete, and divides it into work units. */
@NullMarked
package dev.kcompact.finalizer.plan;

import org.jspecify.annotations.NullMarked;
