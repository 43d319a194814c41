/** The functions' metrics in CloudWatch's embedded metric format. */
@NullMarked
package dev.kcompact.finalizer.metrics;

import org.jspecify.annotations.NullMarked;
