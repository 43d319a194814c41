/** DuckDB, used as its documentation describes. */
@NullMarked
package dev.kcompact.benchmark.peer;

import org.jspecify.annotations.NullMarked;
