/** Objects below a location, on S3 or in a folder; every request is counted. */
@NullMarked
package dev.kcompact.job.store;

import org.jspecify.annotations.NullMarked;
