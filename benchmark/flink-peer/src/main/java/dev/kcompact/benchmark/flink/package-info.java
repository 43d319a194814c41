/** Flink as a peer: its source and sink, and typical user code between them. */
@NullMarked
package dev.kcompact.benchmark.flink;

import org.jspecify.annotations.NullMarked;
