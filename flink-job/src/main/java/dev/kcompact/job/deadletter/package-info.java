/** The sink of corrupt records, to the dead letter topic. */
@NullMarked
package dev.kcompact.job.deadletter;

import org.jspecify.annotations.NullMarked;
