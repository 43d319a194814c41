/** The streaming job in a local Flink cluster. */
@NullMarked
package dev.kcompact.cli.job;

import org.jspecify.annotations.NullMarked;
