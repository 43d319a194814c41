/** The functions' metrics in CloudWatch's format. */
@NullMarked
package dev.kcompact.finalizer.metrics;

import org.jspecify.annotations.NullMarked;
