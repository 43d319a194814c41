/** A Flink cluster of separate JVMs, as in production. */
@NullMarked
package dev.kcompact.testbed.cluster;

import org.jspecify.annotations.NullMarked;
