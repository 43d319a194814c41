/** Spark as a peer, as its users would write it. */
@NullMarked
package dev.kcompact.benchmark.spark;

import org.jspecify.annotations.NullMarked;
