/** A Flink cluster of separate JVMs, as Managed Flink and every production have one. */
@NullMarked
package dev.kcompact.testbed.cluster;

import org.jspecify.annotations.NullMarked;
