/** The subjects, each run and measured in separate processes. */
@NullMarked
package dev.kcompact.benchmark.run;

import org.jspecify.annotations.NullMarked;
