/** A local Flink cluster in one JVM that runs the job's fat jar. */
@NullMarked
package dev.kcompact.cli.flink;

import org.jspecify.annotations.NullMarked;
