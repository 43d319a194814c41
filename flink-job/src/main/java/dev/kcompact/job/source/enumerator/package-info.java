/** The source's enumerator: discovery, verification against the lake, and split assignment. */
@NullMarked
package dev.kcompact.job.source.enumerator;

import org.jspecify.annotations.NullMarked;
