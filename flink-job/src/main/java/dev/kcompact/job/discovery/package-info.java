/** Which raw objects are new: high-water marks for each series of names. */
@NullMarked
package dev.kcompact.job.discovery;

import org.jspecify.annotations.NullMarked;
