/** DuckDB as its users would write it. */
@NullMarked
package dev.kcompact.benchmark.peer;

import org.jspecify.annotations.NullMarked;
