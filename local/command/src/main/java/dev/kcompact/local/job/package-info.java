/** The streaming job in a local Flink cluster. */
@NullMarked
package dev.kcompact.local.job;

import org.jspecify.annotations.NullMarked;
