/** What the functions tell CloudWatch of their work, in its embedded metric format. */
@NullMarked
package dev.kcompact.finalizer.metrics;

import org.jspecify.annotations.NullMarked;
