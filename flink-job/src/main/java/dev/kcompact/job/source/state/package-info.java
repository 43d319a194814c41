/** Checkpoint formats of the source's state and splits. */
@NullMarked
package dev.kcompact.job.source.state;

import org.jspecify.annotations.NullMarked;
