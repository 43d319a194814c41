/** Sends the outcome of a day to Kafka. */
@NullMarked
package dev.kcompact.finalizer.feedback;

import org.jspecify.annotations.NullMarked;
