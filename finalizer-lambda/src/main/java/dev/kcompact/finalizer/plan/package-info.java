/** Completeness of a day, proved from S3, and its work units. */
@NullMarked
package dev.kcompact.finalizer.plan;

import org.jspecify.annotations.NullMarked;
