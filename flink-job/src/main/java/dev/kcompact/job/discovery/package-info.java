/** Discovery of new raw objects by listings. Knows no Flink and no clock. */
@NullMarked
package dev.kcompact.job.discovery;

import org.jspecify.annotations.NullMarked;
