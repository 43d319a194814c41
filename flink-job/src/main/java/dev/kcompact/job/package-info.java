/** The streaming job: where its parts are put together. */
@NullMarked
package dev.kcompact.job;

import org.jspecify.annotations.NullMarked;
