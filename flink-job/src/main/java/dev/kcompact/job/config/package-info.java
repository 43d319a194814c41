/** What the job is told: runtime properties, as Managed Flink hands them over. */
@NullMarked
package dev.kcompact.job.config;

import org.jspecify.annotations.NullMarked;
