/** Tests of Spark as a reader of the compacted files. */
@NullMarked
package dev.kcompact.benchmark.spark;

import org.jspecify.annotations.NullMarked;
