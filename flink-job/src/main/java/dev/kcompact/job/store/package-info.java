/** Object stores on S3 and in folders, which count every request. */
@NullMarked
package dev.kcompact.job.store;

import org.jspecify.annotations.NullMarked;
