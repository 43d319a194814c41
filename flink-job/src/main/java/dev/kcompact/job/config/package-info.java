/** Configuration of the job by runtime properties, as Managed Flink passes them. */
@NullMarked
package dev.kcompact.job.config;

import org.jspecify.annotations.NullMarked;
