/** Spark, used as its documentation describes. */
@NullMarked
package dev.kcompact.benchmark.spark;

import org.jspecify.annotations.NullMarked;
