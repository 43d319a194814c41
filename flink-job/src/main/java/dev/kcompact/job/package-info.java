/** The streaming job, assembled from its parts. */
@NullMarked
package dev.kcompact.job;

import org.jspecify.annotations.NullMarked;
