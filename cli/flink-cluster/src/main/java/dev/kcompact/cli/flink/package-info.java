/** A local Flink cluster in one JVM that runs the fat jar of the job. */
@NullMarked
package dev.kcompact.cli.flink;

import org.jspecify.annotations.NullMarked;
