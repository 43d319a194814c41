/** Corrupt records on their way to the dead letter topic. */
@NullMarked
package dev.kcompact.job.deadletter;

import org.jspecify.annotations.NullMarked;
