/** Stock Flink as a peer: its own source and sink, and what its users write between them. */
@NullMarked
package dev.kcompact.benchmark.flink;

import org.jspecify.annotations.NullMarked;
