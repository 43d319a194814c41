/** What became of a day, told to Kafka. */
@NullMarked
package dev.kcompact.finalizer.feedback;

import org.jspecify.annotations.NullMarked;
