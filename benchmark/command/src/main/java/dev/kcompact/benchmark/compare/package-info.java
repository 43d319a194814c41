/** Results of the runs: content hashes, ratios, the table and the file. */
@NullMarked
package dev.kcompact.benchmark.compare;

import org.jspecify.annotations.NullMarked;
