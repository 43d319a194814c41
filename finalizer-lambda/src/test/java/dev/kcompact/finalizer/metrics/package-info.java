/** The functions' metrics, as CloudWatch reads them. */
@NullMarked
package dev.kcompact.finalizer.metrics;

import org.jspecify.annotations.NullMarked;
