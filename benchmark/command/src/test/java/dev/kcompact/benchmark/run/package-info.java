/** Tests of the package of this name. */
@NullMarked
package dev.kcompact.benchmark.run;

import org.jspecify.annotations.NullMarked;
