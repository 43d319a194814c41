/** The Kafka sink of corrupt records. */
@NullMarked
package dev.kcompact.job.deadletter;

import org.jspecify.annotations.NullMarked;
